using Akka.Configuration;
using Akka.Persistence.Sqlite;
using Akka.Persistence.Sqlite.Database;

namespace Akka.Specs.Persistence.Sqlite.Inside;

public sealed class SqliteOptionsSpecs
{
    private const string Path = "akka.persistence.journal.sqlite";

    [Fact]
    public void Defaults_of_the_configuration_are_those_of_the_options()
    {
        SqliteOptions journal = Read("", Path);
        SqliteOptions snapshots = Read("", SqlitePersistence.SnapshotConfigPath);

        Assert.Equal(new SqliteOptions { ConnectionString = "Data Source=x" }, journal);
        Assert.Equal(new SqliteOptions { ConnectionString = "Data Source=x", TableName = "snapshot", IsWal = false }, snapshots);
    }

    [Theory]
    [InlineData("connection-string", "", "Data Source=")]
    [InlineData("table-name", "x; DROP TABLE y", "letters")]
    [InlineData("metadata-table-name", "1", "letters")]
    [InlineData("journal-mode", "off", "wal or delete")]
    [InlineData("exclusive", "yes", "on, off or auto")]
    [InlineData("busy-timeout-ms", "60001", "0 to 60000")]
    [InlineData("checkpoint-pages", "7", "8 to 10000")]
    [InlineData("journal-size-limit", "-1", "0 to 16777216")]
    [InlineData("max-transaction-bytes", "4095", "4096 to 16777216")]
    [InlineData("budget", "999999", "0 or a number from 1000000")]
    [InlineData("shrink-above", "1", "65536 to")]
    [InlineData("ballast-size", "1", "65536 to")]
    public void A_value_out_of_range_is_refused_by_name_with_what_is_allowed(string key, string value, string allowed)
    {
        ConfigurationException refusal = Assert.Throws<ConfigurationException>(() => Read($"{key} = \"{value}\"", Path));

        Assert.Contains($"{Path}.{key} is [{value}]", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(allowed, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("on", true)]
    [InlineData("off", false)]
    [InlineData("auto", null)]
    public void Others_are_kept_out_or_not_or_as_the_file_system_wants(string value, bool? isExclusive) =>
        Assert.Equal(isExclusive, Read($"exclusive = {value}", Path).IsExclusive);

    [Fact]
    public void A_database_in_memory_has_no_file()
    {
        Assert.Null(new SqliteOptions { ConnectionString = "Data Source=:memory:" }.File);
        Assert.Null(new SqliteOptions { ConnectionString = "Data Source=x;Mode=Memory" }.File);
        Assert.Equal("/a/b.db", new SqliteOptions { ConnectionString = "Data Source=/a/b.db" }.File);
    }

    private static SqliteOptions Read(string text, string path)
    {
        string connection = text.StartsWith("connection-string", StringComparison.Ordinal) ? "" : "connection-string = \"Data Source=x\"";
        return SqliteOptions.Read(path, ConfigurationFactory.ParseString($"{connection}\n{text}")
            .WithFallback(SqlitePersistence.DefaultConfiguration().GetConfig(path)));
    }
}
