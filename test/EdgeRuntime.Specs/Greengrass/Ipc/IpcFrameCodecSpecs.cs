using System.Text;
using EdgeActors.Greengrass.Ipc;
using EdgeActors.Specs.GreengrassDoubles;
using EdgeActors.Storage.Checksums;
using FsCheck;
using FsCheck.Fluent;

namespace EdgeActors.Specs.Greengrass.Ipc;

public sealed class IpcFrameCodecSpecs
{
    private const int Most = 1 << 16;

    private static IpcFrame Sample { get; } = new(
        IpcFrameType.Message, IpcFrame.EndsStream, 7, new Dictionary<string, string> { ["operation"] = "aws.greengrass#X" }, "{\"a\":1}"u8.ToArray());

    [Fact]
    public void The_checksum_is_that_of_zlib() => Assert.Equal(0xCBF43926u, Crc32.Of("123456789"u8));

    [Fact]
    public async Task The_double_reads_what_the_product_writes()
    {
        using MemoryStream wire = new(IpcFrameCodec.Encode(Sample));

        NucleusFrame? read = await NucleusFrame.ReadAsync(wire);

        Assert.Equal((0, 2, 7, "aws.greengrass#X"), (read!.Type, read.Flags, read.Stream, read.Texts["operation"]));
        Assert.Equal("{\"a\":1}", Encoding.UTF8.GetString(read.Payload));
    }

    [Fact]
    public async Task The_product_reads_what_the_double_writes_one_frame_after_the_other()
    {
        NucleusFrame first = new(1, 2, 3, new() { [":content-type"] = "application/json" }, "{}"u8.ToArray());
        NucleusFrame second = new(5, 1, 0, [], []);
        using MemoryStream wire = new([.. first.Bytes(), .. second.Bytes()]);

        IpcFrame one = await IpcFrameCodec.ReadAsync(wire, Most, default);
        IpcFrame two = await IpcFrameCodec.ReadAsync(wire, Most, default);

        Assert.Equal((IpcFrameType.Error, 2, 3), (one.Type, one.Flags, one.Stream));
        Assert.Equal("application/json", one.Texts[":content-type"]);
        Assert.Equal((IpcFrameType.ConnectAnswer, IpcFrame.Accepted, 0), (two.Type, two.Flags, two.Stream));
        Assert.True(two.Payload.IsEmpty);
    }

    [Fact]
    public void Headers_of_every_type_are_passed_over()
    {
        byte[] headers =
        [
            1, (byte)'t', 0, 1, (byte)'f', 1, 1, (byte)'b', 2, 9, 1, (byte)'s', 3, 0, 9, 1, (byte)'l', 5, 0, 0, 0, 0, 0, 0, 0, 9,
            1, (byte)'y', 6, 0, 2, 1, 2, 1, (byte)'d', 8, 0, 0, 0, 0, 0, 0, 0, 9, 1, (byte)'u', 9, .. new byte[16],
            13, .. ":message-type"u8, 4, 0, 0, 0, 0, 10, .. ":stream-id"u8, 4, 0, 0, 0, 8,
        ];

        IpcFrame frame = IpcHeaders.Read(headers, default);

        Assert.Equal(8, frame.Stream);
        Assert.Empty(frame.Texts);
    }

    [Theory]
    [InlineData("0A", "end too early")]
    [InlineData("01610A", "unknown type 10")]
    [InlineData("016107FFFF", "end too early")]
    [InlineData("", "without :message-type")]
    public void Headers_that_lie_are_refused(string headers, string expected)
    {
        IpcException refused = Assert.Throws<IpcException>(() => IpcHeaders.Read(Convert.FromHexString(headers), default));

        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_length_is_checked_before_memory_is_taken()
    {
        Assert.Contains("2147483647 bytes, and 65536 are taken", Refusal(NucleusFrame.Huge()), StringComparison.Ordinal);
        Assert.Contains("no frame", Refusal("HTTP/1.1 200"u8.ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public void No_frame_with_a_wrong_bit_is_taken_for_another() => Prop.ForAll(
        ArbMap.Default.ArbFor<uint>(),
        position =>
        {
            byte[] bytes = IpcFrameCodec.Encode(Sample);
            bytes[position % bytes.Length] ^= (byte)(1 << (int)(position % 8));

            Exception? refused = Record.Exception(() => IpcFrameCodec.Decode(bytes.AsMemory(0, IpcFrameCodec.LengthOf(bytes, Most))));

            Assert.IsType<IpcException>(refused);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Whatever_the_headers_are_they_are_read_or_refused() => Prop.ForAll(
        ArbMap.Default.ArbFor<byte[]>(),
        headers =>
        {
            Exception? thrown = Record.Exception(() => IpcHeaders.Read(headers, default));

            Assert.True(thrown is null or IpcException, $"{thrown}");
        }).QuickCheckThrowOnFailure();

    private static string Refusal(byte[] prelude) => Assert.Throws<IpcException>(() => IpcFrameCodec.LengthOf(prelude, Most)).Message;
}
