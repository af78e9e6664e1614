using EdgeActors.Capture;
using EdgeActors.Capture.Journal;
using EdgeActors.Records;

namespace EdgeActors.Specs.Capture.Journal;

/// <summary>Captures that share a record do not share its damage.</summary>
public sealed class CaptureGroupSpecs
{
    private readonly CaptureJournalSerializer _serializer = new(null);
    private readonly CapturesAccepted _group = new([One(1), One(2), One(3)]);

    [Fact]
    public void A_flipped_bit_costs_one_capture_or_those_behind_a_damaged_length_and_makes_no_other_one()
    {
        byte[] bytes = _serializer.ToBinary(_group);
        int most = 0;
        for (int bit = 0; bit < bytes.Length * 8; bit++)
        {
            byte[] damaged = [.. bytes];
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));

            CapturedData[] read = Read(damaged);

            Assert.All(read, capture => Assert.Equivalent(One(capture.Number), capture, strict: true));
            Assert.Equal(read.Select(static capture => capture.Number).Distinct().Order(), read.Select(static capture => capture.Number));
            Assert.InRange(read.Length, bit / 8 > bytes.Length / 3 * 2 ? 2 : 0, 3);
            most += read.Length >= 2 ? 1 : 0;
        }

        // Tags and lengths are 9 of some 250 bytes.
        Assert.InRange(most, bytes.Length * 8 * 9 / 10, bytes.Length * 8);
    }

    [Fact]
    public void A_record_that_is_cut_keeps_what_is_in_front_of_the_cut()
    {
        byte[] bytes = _serializer.ToBinary(_group);

        DamagedRecord read = Assert.IsType<DamagedRecord>(_serializer.FromBinary(bytes[..(bytes.Length / 2)], CaptureGroup.Manifest));

        Assert.Equal([1L], Assert.IsType<CapturesAccepted>(read.Intact).Captures.Select(static capture => capture.Number));
    }

    [Fact]
    public void Nothing_is_rescued_from_what_never_was_a_record() => Assert.Null(CaptureGroup.Rescue([0x0a, 3, 1, 2, 3, 0x0a]));

    private CapturedData[] Read(byte[] bytes) => _serializer.FromBinary(bytes, CaptureGroup.Manifest) switch
    {
        CapturesAccepted whole => [.. whole.Captures],
        DamagedRecord { Intact: CapturesAccepted rest } => [.. rest.Captures],
        _ => [],
    };

    private static CapturedData One(long number) => new(
        number,
        $"id-{number}",
        "net",
        "1.0",
        DateTimeOffset.UnixEpoch,
        DateTimeOffset.UnixEpoch,
        [new CapturedItem(CaptureItemKind.InputTensor, "x", "Tensor[UINT8; 8]", false, 8, new byte[] { 1, 2, 3, 4, 5, 6, 7, (byte)number })]);
}
