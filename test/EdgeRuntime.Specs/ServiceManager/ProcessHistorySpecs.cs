using System.Text;
using EdgeActors.ServiceManager.History;
using EdgeActors.Specs.Aws.Credentials;
using EdgeActors.Specs.Storage;
using EdgeActors.Specs.Storage.Files;
using EdgeActors.Storage.Files;

namespace EdgeActors.Specs.ServiceManager;

public sealed class ProcessHistorySpecs : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();
    private readonly LogLines _log = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_start_after_a_stop_is_no_crash_and_one_without_is()
    {
        await LiveAsync(stop: true);
        await LiveAsync(stop: false);
        ProcessRecord record = await LiveAsync(stop: true, at: Noon.AddHours(1));

        Assert.Equal((3, 1, 0), (record.Starts, record.Crashes, record.PowerCuts));
        Assert.Equal([new Crash(Noon, Noon.AddHours(1))], record.LatestCrashes);
        Assert.Equal(Noon, record.First);
        Assert.Single(_log.All, static line => line.Contains("follows a crash: the agent that started at 2026-11-28 12:00:00Z did not", StringComparison.Ordinal));
        Assert.Contains("Start number 3, 1 of them after a crash and 0", _log.All.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_machine_that_went_down_is_no_crash_of_the_agent()
    {
        await LiveAsync(stop: false, boot: "one");
        ProcessRecord record = await LiveAsync(stop: false, boot: "two");

        Assert.Equal((2, 0, 1), (record.Starts, record.Crashes, record.PowerCuts));
        Assert.Contains(_log.All, static line => line.Contains("follows a power cut", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_second_agent_on_the_same_data_root_counts_nothing()
    {
        using ProcessHistory first = await BeginAsync();

        ProcessRecord second = await LiveAsync(stop: true);

        Assert.Equal(1, second.Starts);
        Assert.Equal(first.Record.Running, new ProcessRecordFile(Root()).Read().Running);
        Assert.DoesNotContain(_log.All, static line => line.StartsWith("Warning", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{ "version": 2, "record": {} }""")]
    [InlineData("""{ "version": 1, "record": null }""")]
    [InlineData("""{ "version": 1 }""")]
    [InlineData("""{ "version": 1, "record": { "starts": -1 } }""")]
    [InlineData("""{ "version": 1, "record": { "starts": 1, "latestCrashes": [null] } }""")]
    [InlineData("""{ "version": 1, "record": { "starts": 1, "latestCrashes": null } }""")]
    [InlineData("""{ "version": 1, "record": { "starts": 99999999999999999999 } }""")]
    public async Task A_damaged_file_is_told_and_counting_begins_anew(string content)
    {
        await LiveAsync(stop: false);
        await File.WriteAllTextAsync(_folder[ProcessRecordFile.Name], content);

        ProcessRecord record = await LiveAsync(stop: true);
        ProcessRecord next = await LiveAsync(stop: true);

        Assert.Equal((1, 0), (record.Starts, record.Crashes));
        Assert.Equal(2, next.Starts);
        Assert.Single(_log.All, static line => line.StartsWith("Warning", StringComparison.Ordinal) && line.Contains("begins anew", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_that_is_too_large_is_not_read()
    {
        await File.WriteAllBytesAsync(_folder[ProcessRecordFile.Name], new byte[(64 << 10) + 1]);

        Assert.Equal(1, (await LiveAsync(stop: true)).Starts);
        Assert.Contains(_log.All, static line => line.Contains("has 65537 bytes", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whichever_call_fails_the_agent_starts_and_stops()
    {
        FaultyCalls counting = new();
        await LiveAsync(stop: true, calls: counting);
        Assert.InRange(counting.Count, 10, 100);

        for (int nth = 1; nth <= counting.Count; nth++)
        {
            ProcessRecord record = await LiveAsync(stop: true, calls: new FaultyCalls(nth, onwards: true));

            Assert.True(record.Starts > 0);
        }

        Assert.DoesNotContain(_log.All, static line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_counts_nothing()
    {
        await File.WriteAllTextAsync(_folder["file"], "in the way");
        DurableFolder below = new(_folder["file/root"], FileCalls.ForThisSystem());

        using ProcessHistory history = await ProcessHistory.BeginAsync(below, Noon, "boot", _log);
        await history.StopAsync();

        Assert.Equal(1, history.Record.Starts);
        Assert.DoesNotContain(_log.All, static line => line.StartsWith("Warning", StringComparison.Ordinal));
    }

    [Fact]
    public void Only_the_latest_crashes_are_kept_and_all_are_counted()
    {
        ProcessRecord record = ProcessRecord.Empty;
        for (int i = 0; i <= 100; i++)
        {
            record = record.Started(Noon.AddMinutes(i), "boot");
        }

        Assert.Equal((101, 100), (record.Starts, record.Crashes));
        Assert.Equal(ProcessRecord.CrashesKept, record.LatestCrashes.Count);
        Assert.Equal(Noon.AddMinutes(100), record.LatestCrashes[^1].Noticed);
    }

    [Fact]
    public void The_file_reads_as_it_did_when_it_was_first_written()
    {
        const string Golden = """
            {
              "version": 1,
              "record": {
                "starts": 3, "crashes": 1, "powerCuts": 1, "first": "2026-11-28T12:00:00+00:00",
                "latestCrashes": [ { "started": "2026-11-28T12:00:00+00:00", "noticed": "2026-11-28T13:00:00+00:00" } ],
                "running": { "since": "2026-11-28T13:00:00+00:00", "boot": "b" }
              }
            }
            """;

        ProcessRecord record = ProcessRecordFile.Parse(Encoding.UTF8.GetBytes(Golden));

        Assert.Equal((3, 1, 1), (record.Starts, record.Crashes, record.PowerCuts));
        Assert.Equal(new RunMark(Noon.AddHours(1), "b"), record.Running);
        Assert.Equal([new Crash(Noon, Noon.AddHours(1))], record.LatestCrashes);
    }

    private DurableFolder Root(IFileCalls? calls = null) => new(_folder.Path, calls ?? FileCalls.ForThisSystem());

    private Task<ProcessHistory> BeginAsync(string boot = "boot", DateTimeOffset? at = null, IFileCalls? calls = null) =>
        ProcessHistory.BeginAsync(Root(calls), at ?? Noon, boot, _log);

    private async Task<ProcessRecord> LiveAsync(bool stop, string boot = "boot", DateTimeOffset? at = null, IFileCalls? calls = null)
    {
        using ProcessHistory history = await BeginAsync(boot, at, calls);
        ProcessRecord record = history.Record;
        if (stop)
        {
            await history.StopAsync();
        }

        return record;
    }
}
