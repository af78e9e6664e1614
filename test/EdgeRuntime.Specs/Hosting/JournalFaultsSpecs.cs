using EdgeActors.Capture.Buffering;
using EdgeActors.Hosting.Capture;
using Microsoft.Data.Sqlite;

namespace EdgeActors.Specs.Hosting;

public sealed class JournalFaultsSpecs
{
    [Theory]
    [InlineData(13, 13, JournalFault.DiskFull)]
    [InlineData(10, 4874, JournalFault.DiskFull)]
    [InlineData(8, 1032, JournalFault.Lost)]
    [InlineData(8, 8, JournalFault.Broken)]
    [InlineData(10, 1034, JournalFault.Broken)]
    public void Codes_of_SQLite_say_what_becomes_of_the_next_write(int code, int extended, JournalFault fault) =>
        Assert.Equal(fault, JournalFaults.Of(new SqliteException("disk", code, extended)));

    [Fact]
    public void What_is_not_of_SQLite_is_no_more_than_broken() => Assert.Equal(JournalFault.Broken, JournalFaults.Of(new IOException("disk")));
}
