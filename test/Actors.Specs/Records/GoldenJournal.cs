using System.Runtime.Serialization;
using EdgeActors.Records;

namespace EdgeActors.Specs.Records;

/// <summary>What holds for the bytes of every record as they lie in journals out there: where it does not, a device cannot read its own journal.</summary>
internal sealed class GoldenJournal<TRecord>(RecordSerializer<TRecord> serializer)
    where TRecord : class
{
    // Field 2000, a string: "new".
    private const string OfLaterVersion = "827d036e6577";

    public void MustWrite(string manifest, TRecord record, string golden)
    {
        Assert.Equal(manifest, serializer.Manifest(record));
        Assert.Equal(golden, Unsealed(record));
    }

    /// <summary>Also with a field behind it that this version does not know.</summary>
    public void MustRead(string manifest, TRecord record, string golden)
    {
        foreach (string later in (string[])["", OfLaterVersion])
        {
            object read = serializer.FromBinary(Convert.FromHexString(golden + later), manifest);

            Assert.IsType(record.GetType(), read);
            Assert.Equivalent(record, read, strict: true);
            Assert.Equal(golden, Unsealed((TRecord)read));
        }
    }

    /// <summary>A flipped bit makes a damaged record and never another one.</summary>
    public void MustNoticeEveryFlippedBit(string manifest, TRecord record, string golden, bool mayRescue = false)
    {
        byte[] bytes = serializer.ToBinary(record);
        for (int bit = 0; bit < golden.Length * 4; bit++)
        {
            byte[] damaged = [.. bytes];
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));

            DamagedRecord read = Assert.IsType<DamagedRecord>(serializer.FromBinary(damaged, manifest));
            Assert.Equal(new DamagedRecord(manifest, bytes.Length), mayRescue ? read with { Intact = null } : read);
        }
    }

    /// <summary>No record is without its golden bytes.</summary>
    public static void MustBeWhole(int records) => Assert.Equal(
        typeof(TRecord).Assembly.GetTypes().Count(static type => type.IsClass && type.IsAssignableTo(typeof(TRecord))), records);

    public void MustRefuse(string manifest)
    {
        SerializationException fault = Assert.Throws<SerializationException>(() => serializer.FromBinary([], manifest));

        Assert.Contains($"'{manifest}'", fault.Message, StringComparison.Ordinal);
        Assert.Contains("run the version that wrote it", fault.Message, StringComparison.Ordinal);
    }

    private string Unsealed(TRecord record) => Convert.ToHexStringLower(serializer.ToBinary(record).AsSpan()[..^RecordSeal.Size]);
}
