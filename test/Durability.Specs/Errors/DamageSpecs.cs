using EdgeActors.Protocol.Client;
using EdgeActors.Specs.Agents;
using EdgeActors.Specs.Devices;
using EdgeActors.Specs.Load;
using Xunit.Abstractions;

namespace EdgeActors.Specs.Errors;

/// <summary>Bits of a stopped agent's files are turned over: it starts, says so, keeps what is intact and never delivers wrong bytes.</summary>
public class DamageSpecs(ITestOutputHelper output)
{
    private const int Captures = 40;
    private const int Flips = 3;

    // A flipped bit in the structure of a page costs the rows on it: three of these captures.
    private const int RowsPerPage = 4;

    private static readonly string Last = $"d-{Captures - 1}";

    [NeedsTheory(Needs.Linux)]
    [InlineData("db/journal.db", 1)]
    [InlineData("db/journal.db", 2)]
    [InlineData("db/journal.db", 3)]
    [InlineData("db/journal.db-wal", 4)]
    [InlineData("db/journal.db-wal", 5)]
    [InlineData("db/journal.db-wal", 6)]
    [InlineData("db/snapshots.db", 7)]
    [InlineData("spool/captures", 8)]
    [InlineData("spool/captures", 9)]
    public async Task Damage_costs_what_it_hits_and_nothing_else(string where, int seed)
    {
        using CaptureDevice device = new(("CaptureDataPushPeriodSeconds", "60"));
        Dictionary<string, int> promised = await CaptureAsync(device);
        Random random = new(seed);
        string path = Path.Combine(device.DataRoot, where);
        string file = Directory.Exists(path) ? random.GetItems(Directory.GetFiles(path).Order(StringComparer.Ordinal).ToArray(), 1)[0] : path;
        Flip(file, random);

        await using AgentProcess agent = await device.StartAsync();
        agent.ErrorsExpected = true;
        using (EdgeAgentClient client = agent.Connect())
        {
            await client.CaptureDataAsync(CaptureContent.Request(CaptureDevice.Model, "after", 1_000), TimeSpan.FromSeconds(10), CancellationToken.None);
        }

        await device.FlushedAsync(agent, [.. promised.Keys, "after"]);
        SinkBooks books = SinkBooks.Of(device.CaptureRoot);
        string[] kept = [.. books.Captures.Select(capture => capture.CaptureId)];
        string[] lost = [.. promised.Keys.Except(kept)];
        output.WriteLine($"seed {seed}: {Flips} bits of {Path.GetFileName(file)}, {lost.Length} of {Captures} captures lost");
        Assert.Null(books.Fault([.. kept]));
        Assert.Contains("after", kept);
        Assert.InRange(lost.Length, 0, where.StartsWith("spool", StringComparison.Ordinal) ? 1 : Flips * RowsPerPage);
        // What is damaged in the log's last transaction looks as if the power had failed before it was synced: nobody can say so.
        Assert.True(lost.All(id => id == Last) || agent.Output.Contains(" damaged", StringComparison.Ordinal), agent.Output);
    }

    private static async Task<Dictionary<string, int>> CaptureAsync(CaptureDevice device)
    {
        await using AgentProcess agent = await device.StartAsync();
        using EdgeAgentClient client = agent.Connect();
        Dictionary<string, int> promised = [];
        for (int n = 0; n < Captures; n++)
        {
            string id = $"d-{n}";
            promised[id] = n % 8 == 7 ? 5_000 : 1_000;
            await client.CaptureDataAsync(CaptureContent.Request(CaptureDevice.Model, id, promised[id]), TimeSpan.FromSeconds(10), CancellationToken.None);
        }

        await agent.KillAsync();
        return promised;
    }

    private static void Flip(string file, Random random)
    {
        byte[] bytes = File.ReadAllBytes(file);
        for (int flip = 0; flip < Flips; flip++)
        {
            bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
        }

        File.WriteAllBytes(file, bytes);
    }
}
