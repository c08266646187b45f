using Schools.Bench;

Benchmark[] all =
[
    new("import-10k", "apply a plan of 10,000 new devices", ImportApply.TenThousand),
    new("import-100k", "the same with 100,000; memory of the server that plans and applies them", ImportApply.HundredThousand),
    new("undo-10k", "plan and apply taking back an import of 10,000 rows", UndoImport.TenThousand),
    new("plan-10k", "read and plan a file of 10,000 known devices", PlanFile.TenThousand),
    new("preview-20k", "hand in 20,000 rows against 20,000 devices, and open the preview, over HTTP", PreviewFile.Measure),
    new("parse", "rows of a text, and typed, beside CsvHelper's records", ParseRate.Measure),
    new("memory-200k", "memory of the server that reads, plans and stores 200,000 rows", ImportMemory.TwoHundredThousand),
    new("writes-64", "one command each by 64 concurrent callers", ConcurrentWrites.By64),
    new("writes-256", "one command each by 256 concurrent callers", ConcurrentWrites.By256),
    new("hosts", "import, writes and reads by 1 to 256 callers: the local host and, if it is built, Orleans", Hosts.Measure),
    new("list-page", "device list, 50 of 10,000, over HTTP", ListPage.Measure),
    new("cockpit", "cockpit of 100 schools with 500,000 journal rows, now and for a past day, over HTTP", DistrictPages.Cockpit),
    new("matrix-follow", "the figures after the end of an import of 10,000 devices", DistrictPages.Follow),
    new("fuzz", "damaged files through reading and planning; with --files NUMBER, --seed NUMBER or --only NUMBER alone", Fuzz.Measure),
    new("start", "tools/run on a built tree to ready", StartTime.Measure),
];

return args is ["fuzz", ..] ? await Fuzz.Run(args[1..]) : await CommandLine.Run(args, all);
