using System.Text;
using Npgsql;

namespace Schools.Storage.Tests;

/// <summary>The present schema as text for readers, told by the catalogue of PostgreSQL itself.</summary>
internal static class SchemaText
{
    private const string Head = """
        -- The whole present schema, for readers. The migrations make it; a test holds the two together.
        -- Written by: SCHOOLS_REWRITE_GOLDEN=1 tools/test Storage

        """;

    public static async Task<string> Of(NpgsqlDataSource owner, CancellationToken cancel)
    {
        var text = new StringBuilder(Head);
        foreach (var kind in new[] { "table", "view" })
        {
            var named = $"select {kind}name::text from pg_{kind}s where schemaname = 'public' order by 1";
            var names = await Column(owner, named, null, cancel);
            foreach (var name in names)
            {
                text.Append('\n').Append(kind).Append(' ').Append(name).Append('\n');
                foreach (var (title, sql) in Parts)
                {
                    foreach (var line in await Column(owner, sql, name, cancel))
                    {
                        text.Append("    ").Append(title).Append(line).Append('\n');
                    }
                }
            }
        }
        foreach (var function in await Column(owner, Functions, null, cancel))
        {
            text.Append("\nfunction ").Append(function).Append('\n');
        }
        return text.ToString();
    }

    private const string Functions = """
        select proname || E'\n    ' || replace(pg_get_function_arguments(oid), ', ', E'\n    ')
            || E'\n    returns ' || pg_get_function_result(oid)
        from pg_proc where pronamespace = 'public'::regnamespace order by proname
        """;

    private static readonly (string Title, string Sql)[] Parts =
    [
        ("",
            """
            select a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
                || case when a.attcollation <> t.typcollation then ' collate "' || c.collname || '"' else '' end
                || case when a.attnotnull then ' not null' else '' end
                || case a.attgenerated
                     when 's' then ' = ' || pg_get_expr(d.adbin, d.adrelid)
                     else coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '') end
                || case a.attidentity when 'a' then ' identity' else '' end
            from pg_attribute a
            join pg_type t on t.oid = a.atttypid
            left join pg_collation c on c.oid = a.attcollation
            left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
            where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped
            order by a.attnum
            """),
        ("constraint ",
            "select conname || ' ' || pg_get_constraintdef(oid) from pg_constraint where conrelid = $1::regclass order by conname"),
        ("index ",
            """
            select regexp_replace(
                regexp_replace(indexdef, '^CREATE (UNIQUE )?INDEX (\S+) ON public\.\S+ ', '\1\2 '),
                ' INCLUDE (.*) WHERE ', E'\n        INCLUDE \\1\n        WHERE ') from pg_indexes
            where schemaname = 'public' and tablename = $1
              and indexname not in (select conname from pg_constraint) order by indexname
            """),
        ("program may ",
            """
            select string_agg(lower(privilege_type), ', ' order by privilege_type) from information_schema.role_table_grants
            where table_schema = 'public' and table_name = $1 and grantee = 'schools_program' having count(*) > 0
            """),
    ];

    private static async Task<List<string>> Column(NpgsqlDataSource owner, string sql, string? table, CancellationToken cancel)
    {
        await using var command = owner.CreateCommand(sql);
        if (table is not null)
        {
            command.Parameters.Add(new() { Value = table });
        }
        await using var reader = await command.ExecuteReaderAsync(cancel);
        List<string> lines = [];
        while (await reader.ReadAsync(cancel))
        {
            lines.Add(reader.GetString(0));
        }
        return lines;
    }
}
