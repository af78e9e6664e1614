using EdgeActors.Models;
using EdgeActors.SharedMemory;
using FsCheck;
using FsCheck.Fluent;

namespace EdgeActors.Specs.SharedMemory;

public sealed class SegmentRangeSpecs
{
    private static readonly Gen<ulong> Edges = Gen.Elements<ulong>(0, 1, 4095, 4096, 4097, long.MaxValue, 1UL << 63, ulong.MaxValue - 1, ulong.MaxValue);

    [Fact]
    public void A_range_is_accepted_exactly_when_it_lies_in_the_segment() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(1000),
        Prop.ForAll(
            (from offset in Edges from size in Edges from segment in Edges select (offset, size, segment)).ToArbitrary(),
            sample =>
            {
                SegmentRange range = new(1, sample.offset, sample.size);
                bool inside = (UInt128)sample.offset + sample.size <= sample.segment && sample.segment <= long.MaxValue;
                long? length = null;
                Exception? thrown = Record.Exception(() => length = range.LengthWithin(new SegmentStatus(sample.segment, 0x100)));

                Assert.Equal(inside, thrown is null);
                Assert.True(thrown is null || ((ModelFaultException)thrown).Fault.Code == FaultCode.InvalidArgument);
                Assert.True(!inside || (UInt128)length!.Value == (sample.size == 0 ? sample.segment - sample.offset : sample.size));
            }));

    [Fact]
    public void A_mode_is_accepted_exactly_when_nobody_may_write_or_execute()
    {
        for (uint mode = 0; mode <= 0x1FF; mode++)
        {
            bool readOnly = Convert.ToString(mode, 8).All(digit => digit is '0' or '4');

            Exception? thrown = Record.Exception(() => new SegmentRange(1, 0, 0).LengthWithin(new SegmentStatus(8, mode | 0x600)));

            Assert.Equal(readOnly, thrown is null);
        }
    }

    [Fact]
    public void A_writable_segment_is_refused_with_its_mode_and_the_fix()
    {
        ModelFaultException refused = Assert.Throws<ModelFaultException>(() => new SegmentRange(9, 0, 0).LengthWithin(new SegmentStatus(8, 0x1B6)));

        Assert.Equal(FaultCode.InvalidArgument, refused.Fault.Code);
        Assert.Contains("segment 9 has mode 0666", refused.Message, StringComparison.Ordinal);
        Assert.Contains("0400", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1UL + int.MaxValue)]
    [InlineData(ulong.MaxValue)]
    public void An_identifier_that_the_kernel_cannot_have_given_is_unknown(ulong segment)
    {
        ModelFaultException refused = Assert.Throws<ModelFaultException>(() => new SegmentRange(segment, 0, 0).Identifier);

        Assert.Equal(FaultCode.InvalidArgument, refused.Fault.Code);
        Assert.Contains(segment.ToString(), refused.Message, StringComparison.Ordinal);
    }
}
