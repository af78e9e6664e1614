using EdgeActors.Protocol.Client;
using EdgeActors.Specs.Agents;

namespace EdgeActors.Specs.Garbage;

/// <summary>Whatever arrives on the socket, the agent stays up, its memory bounded, and well-behaved clients notice nothing.</summary>
public sealed class GarbageSpecs
{
    private const long MemoryMarginKiB = 120_000;
    private static readonly Random Seeded = new(20260);

    private static readonly Dictionary<string, Action<string>> Attacks = new()
    {
        ["random bytes"] = socket => Repeat(200, () =>
        {
            using RawPeer peer = new(socket);
            peer.Send(RandomBytes(Seeded.Next(1, 20_000)));
        }),
        ["random bytes after the preface"] = socket => Repeat(200, () =>
        {
            using RawPeer peer = new(socket);
            peer.Greet();
            peer.Send(RandomBytes(Seeded.Next(1, 20_000)));
        }),
        ["random frames"] = socket => Repeat(200, () =>
        {
            using RawPeer peer = new(socket);
            peer.Greet();
            for (int i = 0; i < 50 && peer.Send(RandomFrame()); i++)
            {
            }
        }),
        ["truncated frames"] = socket => Repeat(200, () =>
        {
            using RawPeer peer = new(socket);
            peer.Greet();
            byte[] headers = RawPeer.Frame(RawPeer.Headers, RawPeer.EndHeaders, 1, RawPeer.PredictHeaders());
            peer.Send(headers.AsSpan(0, Seeded.Next(1, headers.Length)));
        }),
        ["oversized frame length"] = socket => Repeat(100, () =>
        {
            using RawPeer peer = new(socket);
            peer.Greet();
            peer.Send(RawPeer.Frame(RawPeer.Data, 0, 1, RandomBytes(64), claimedLength: 0xFFFFFF));
        }),
        ["oversized message length"] = socket => Repeat(100, () =>
        {
            using RawPeer peer = new(socket);
            peer.Greet();
            peer.Send(RawPeer.Frame(RawPeer.Headers, RawPeer.EndHeaders, 1, RawPeer.PredictHeaders()));
            peer.Send(RawPeer.Frame(RawPeer.Data, 0, 1, [0, 0xFF, 0xFF, 0xFF, 0xFF, 1, 2, 3]));
        }),
        ["oversized tensor length"] = socket => Repeat(100, () =>
        {
            using RawPeer peer = new(socket);
            peer.Greet();
            peer.Send(RawPeer.Frame(RawPeer.Headers, RawPeer.EndHeaders, 1, RawPeer.PredictHeaders("%2Ftmp%2Fagent.sock")));
            peer.Send(RawPeer.Frame(RawPeer.Data, RawPeer.EndStream, 1, [0, 0, 0, 0, 8, 0x12, 0xFF, 0xFF, 0xFF, 0xFF, 0x07, 0x22, 0xFF]));
        }),
        ["a header bomb"] = socket => Repeat(20, () =>
        {
            using RawPeer peer = new(socket);
            peer.Greet();
            byte[] indexed = [0x40, 1, (byte)'a', 127, 0x80 | 0x01, 0x1E, .. Enumerable.Repeat((byte)'b', 127 + 1 + (0x1E << 7))];
            byte[] again = [.. Enumerable.Repeat((byte)0xBE, 12_000)];
            peer.Send(RawPeer.Frame(RawPeer.Headers, 0, 1, indexed));
            for (int i = 0; i < 100 && peer.Send(RawPeer.Frame(RawPeer.Continuation, 0, 1, again)); i++)
            {
            }
        }),
        ["endless continuation"] = socket =>
        {
            using RawPeer peer = new(socket);
            peer.Greet();
            peer.Send(RawPeer.Frame(RawPeer.Headers, 0, 1, RawPeer.PredictHeaders("/tmp/agent.sock")));
            for (int i = 0; i < 20_000 && peer.Send(RawPeer.Frame(RawPeer.Continuation, 0, 1, RawPeer.Literal("x", "y"))); i++)
            {
            }
        },
        ["rapid resets"] = socket =>
        {
            using RawPeer peer = new(socket);
            peer.Greet();
            bool open = true;
            for (int stream = 1; stream < 20_000 && open; stream += 2)
            {
                open = peer.Send([.. RawPeer.Frame(RawPeer.Headers, RawPeer.EndHeaders, stream, RawPeer.PredictHeaders()), .. RawPeer.Frame(RawPeer.ResetStream, 0, stream, [0, 0, 0, 8])]);
            }
        },
        ["ten thousand streams"] = socket =>
        {
            using RawPeer peer = new(socket);
            peer.Greet();
            bool open = true;
            for (int stream = 1; stream < 20_001 && open; stream += 2)
            {
                open = peer.Send(RawPeer.Frame(RawPeer.Headers, RawPeer.EndHeaders, stream, RawPeer.PredictHeaders()));
            }
        },
        ["a thousand silent connections"] = socket =>
        {
            RawPeer[] peers = [.. Enumerable.Range(0, 1000).Select(_ => new RawPeer(socket))];
            Array.ForEach(peers, p => p.Dispose());
        },
        ["a flood of pings"] = socket =>
        {
            using RawPeer peer = new(socket);
            peer.Greet();
            for (int i = 0; i < 50_000 && peer.Send(RawPeer.Frame(RawPeer.Ping, 0, 0, new byte[8])); i++)
            {
            }
        },
    };

    public static TheoryData<string> Names => [.. Attacks.Keys];

    [NeedsTheory(Needs.Models, Needs.Linux)]
    [MemberData(nameof(Names))]
    public async Task Garbage_harms_nobody(string attack)
    {
        await using AgentProcess agent = await AgentProcess.StartAsync();
        using EdgeAgentClient client = agent.Connect();
        KnownAnswer mnist = KnownAnswer.Mnist();
        await client.LoadAsync(mnist);
        await client.MustAnswerAsync(mnist);
        long before = agent.ResidentKiB;

        Task attacker = Task.Run(() => Attacks[attack](agent.Socket));
        do
        {
            await client.MustAnswerAsync(mnist);
        }
        while (!attacker.IsCompleted);
        await attacker;
        await client.MustAnswerAsync(mnist);

        Assert.False(agent.HasExited);
        Assert.InRange(agent.ResidentKiB, 0, before + MemoryMarginKiB);
    }

    private static void Repeat(int times, Action attack)
    {
        for (int i = 0; i < times; i++)
        {
            attack();
        }
    }

    private static byte[] RandomBytes(int count)
    {
        byte[] bytes = new byte[count];
        Seeded.NextBytes(bytes);
        return bytes;
    }

    private static byte[] RandomFrame() =>
        RawPeer.Frame((byte)Seeded.Next(0, 12), (byte)Seeded.Next(0, 256), Seeded.Next(0, 16), RandomBytes(Seeded.Next(0, 600)));
}
