using Schools.SampleData;

return CommandLine.Run(args, Console.Out, Console.Error);
