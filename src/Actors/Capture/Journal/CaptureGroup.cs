using EdgeActors.Records;
using Google.Protobuf;
using Wire = EdgeActors.Protocol.Journal;

namespace EdgeActors.Capture.Journal;

/// <summary>
/// <see cref="CapturesAccepted"/> as bytes: sealed records of single captures one behind the other, so that a flipped bit costs the capture that it
/// hits, as it does where each has a row of its own.
/// </summary>
internal static class CaptureGroup
{
    /// <summary>Of the event.</summary>
    public const string Manifest = "cs1";

    /// <summary>The record of one capture of a group.</summary>
    public static byte[] RecordOf(CapturedData capture) => RecordSeal.Write(new Wire.CaptureAccepted { Capture = CapturedMapper.ToWire(capture) });

    public static Wire.CapturesAccepted ToWire(CapturesAccepted group)
    {
        Wire.CapturesAccepted wire = new() { Count = group.Captures.Length };
        foreach (byte[] record in group.Records ?? group.Captures.Select(RecordOf))
        {
            wire.Captures.Add(UnsafeByteOperations.UnsafeWrap(record));
        }

        return wire;
    }

    public static CapturesAccepted FromWire(Wire.CapturesAccepted wire) => new([.. wire.Captures.Select(FromWire)]);

    /// <summary>Those captures of a damaged record whose own seal is whole; null when there are none.</summary>
    public static CapturesAccepted? Rescue(byte[] bytes)
    {
        List<CapturedData> whole = [];
        CodedInputStream input = new(bytes);
        try
        {
            for (uint tag = input.ReadTag(); tag == WireFormat.MakeTag(Wire.CapturesAccepted.CapturesFieldNumber, WireFormat.WireType.LengthDelimited); tag = input.ReadTag())
            {
                ByteString record = input.ReadBytes();
                if (RecordSeal.IsWhole(record.Span))
                {
                    whole.Add(FromWire(record));
                }
            }
        }
        catch (InvalidProtocolBufferException)
        {
            // A length is damaged: where the next record begins is not known.
            return Found(whole);
        }

        return Found(whole);
    }

    private static CapturesAccepted? Found(List<CapturedData> whole) => whole.Count == 0 ? null : new CapturesAccepted([.. whole]);

    private static CapturedData FromWire(ByteString record) => CaptureMapper.FromWire(Wire.CaptureAccepted.Parser.ParseFrom(record)).Capture;
}
