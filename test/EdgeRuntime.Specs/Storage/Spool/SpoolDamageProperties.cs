using EdgeActors.Capture;
using EdgeActors.Storage.Files;
using EdgeActors.Storage.Spool;
using FsCheck;
using FsCheck.Fluent;
using Xunit.Abstractions;

namespace EdgeActors.Specs.Storage.Spool;

public sealed class SpoolDamageProperties(ITestOutputHelper output) : IDisposable
{
    private const ulong Seed = 20260302;
    private const string CaptureFile = "captures/1.capture";
    private const string BatchFile = "batches/5.batch";

    private static readonly byte[][] Payloads = [[1, 2, 3], [.. Enumerable.Range(0, 700).Select(i => (byte)(i * 13))]];

    private static readonly Gen<(int Place, int Flip, int Cut)[]> Damages =
        from count in Gen.Choose(1, 4)
        from damages in Gen.ArrayOf(
            from place in Gen.Choose(0, 4000)
            from flip in Gen.Choose(1, 255)
            from cut in Gen.Frequency((5, Gen.Constant(-1)), (1, Gen.Choose(0, 900)))
            select (place, flip, cut), count)
        select damages;

    private readonly TemporaryFolder _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Damage_is_found_and_never_read()
    {
        output.WriteLine($"seed {Seed}");
        CaptureBatch batch = SpoolBatches.Of(5, 1, 2);
        FileSpool spool = Open();
        await spool.KeepAsync(1, [(0, Payloads[0]), (1, Payloads[1])], default);
        await spool.SealAsync(batch, default);
        byte[] capture = File.ReadAllBytes(_place[CaptureFile]);
        byte[] sealedBatch = File.ReadAllBytes(_place[BatchFile]);

        Prop.ForAll(Damages.ToArbitrary(), damages =>
        {
            File.WriteAllBytes(_place[CaptureFile], Damaged(capture, damages));
            File.WriteAllBytes(_place[BatchFile], Damaged(sealedBatch, damages));
            Survives(batch).GetAwaiter().GetResult();
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1500).WithReplay(Seed, 1));
    }

    private async Task Survives(CaptureBatch batch)
    {
        // Without the inventory in front: what it does not set aside must be refused as well.
        FileSpool spool = Open();
        for (int index = 0; index < Payloads.Length; index++)
        {
            byte[]? read = await Try(() => SpoolContract.Read(spool, 1, index));
            Assert.True(read is null || read.AsSpan().SequenceEqual(Payloads[index]));
        }

        CaptureBatch? back = await Try(() => spool.ReadAsync(5, default));
        Assert.True(back is null || SpoolBatches.Text(back) == SpoolBatches.Text(batch));
        SpoolInventory found = await spool.InventoryAsync(default);
        Assert.Equal(2, found.Payloads.Length + found.Batches.Length + found.SetAside.Length);
        if (Directory.Exists(_place["damaged"]))
        {
            Directory.Delete(_place["damaged"], recursive: true);
        }
    }

    private static async Task<T?> Try<T>(Func<Task<T>> read)
        where T : class
    {
        try
        {
            return await read();
        }
        catch (SpoolException e)
        {
            Assert.Equal(SpoolFault.Damaged, e.Fault);
            return null;
        }
    }

    private static byte[] Damaged(byte[] whole, (int Place, int Flip, int Cut)[] damages)
    {
        byte[] bytes = [.. whole];
        foreach ((int place, int flip, int cut) in damages)
        {
            bytes = cut >= 0 && cut < bytes.Length ? bytes[..cut] : bytes;
            if (bytes.Length > 0)
            {
                bytes[place % bytes.Length] ^= (byte)flip;
            }
        }

        return bytes;
    }

    private FileSpool Open() => new(_place.Path, new SpoolOptions(), FileCalls.ForThisSystem());
}
