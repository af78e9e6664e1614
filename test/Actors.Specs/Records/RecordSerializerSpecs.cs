using EdgeActors.Capture.Journal;
using EdgeActors.Deployment.Journal;
using EdgeActors.Heartbeats.Journal;
using EdgeActors.Records;

namespace EdgeActors.Specs.Records;

public sealed class RecordSerializerSpecs
{
    // A number of -1, where ticks of a moment belong.
    private const string BeforeAllTime = "ffffffffffffffffff01";

    [Fact]
    public void Records_with_a_moment_that_there_is_not_are_damaged()
    {
        byte[] adopted = Convert.FromHexString("080328" + BeforeAllTime);
        byte[] began = Convert.FromHexString("0a000a0018" + BeforeAllTime);
        byte[] answered = Convert.FromHexString("10" + BeforeAllTime);

        Assert.Equal(new DamagedRecord("ba1", adopted.Length), new CaptureJournalSerializer(null).FromBinary(adopted, "ba1"));
        Assert.Equal(new DamagedRecord("ddb1", began.Length), new DeploymentJournalSerializer(null).FromBinary(began, "ddb1"));
        Assert.Equal(new DamagedRecord("hra1", answered.Length), new HeartbeatJournalSerializer(null).FromBinary(answered, "hra1"));
    }

    [Fact]
    public void Whoever_reads_the_captures_journal_without_actors_hears_of_it_as_of_other_damage()
    {
        InvalidDataException fault = Assert.Throws<InvalidDataException>(
            () => CaptureJournalSerializer.Read(Convert.FromHexString("080328" + BeforeAllTime), "ba1"));

        Assert.StartsWith("the record 'ba1' holds a number that none has", fault.Message, StringComparison.Ordinal);
    }
}
