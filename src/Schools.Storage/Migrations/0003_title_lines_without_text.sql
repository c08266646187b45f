-- Lines above the header of an imported list may name people. Of plans stored before, only the numbers of these lines stay.
update import set
    plan = jsonb_set(
        plan::jsonb,
        '{dialect,skippedLines}',
        (select jsonb_agg(l -> 'line' order by n)
            from jsonb_array_elements(plan::jsonb #> '{dialect,skippedLines}') with ordinality as x (l, n))),
    preview = regexp_replace(preview, '^(Übergangen: Zeile \d+) .*$', '\1', 'gn')
where jsonb_typeof(plan::jsonb #> '{dialect,skippedLines,0}') = 'object';
