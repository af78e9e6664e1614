using Microsoft.Data.Sqlite;

namespace Akka.Specs.Persistence.Sqlite;

/// <summary>A table as SQLite describes it: columns with type, NOT NULL and place in the primary key, and the columns of unique indexes.</summary>
internal static class Schema
{
    public static string Of(string file, string table)
    {
        using SqliteConnection connection = new($"Data Source={file};Mode=ReadOnly;Pooling=False");
        connection.Open();
        List<string> lines = Rows(connection, $"SELECT cid || ' ' || name || ' ' || type || ' ' || \"notnull\" || ' ' || pk FROM pragma_table_info('{table}')");
        lines.AddRange(Rows(connection, $"""
            SELECT 'unique ' || group_concat(name, ' ') FROM
            (SELECT i.seq AS n, c.name AS name FROM pragma_index_list('{table}') i, pragma_index_info(i.name) c WHERE i."unique" ORDER BY n, c.seqno) GROUP BY n
            """));
        return string.Join('\n', lines);
    }

    private static List<string> Rows(SqliteConnection connection, string sql)
    {
#pragma warning disable CA2100 // Literals of the specs.
        using SqliteCommand command = new(sql, connection);
#pragma warning restore CA2100
        using SqliteDataReader reader = command.ExecuteReader();
        List<string> rows = [];
        while (reader.Read())
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }
}
