using System.Globalization;
using Akka.Event;
using EdgeActors.Logging;

namespace EdgeActors.Specs.Logging;

public sealed class ActorEventSpecs
{
    private static readonly ActorEvent<string, double> DiskLow = new(7, LogLevel.WarningLevel, "{Disk} has {Free} GB left");

    private static readonly PlainEvent Idle = new(8, LogLevel.DebugLevel, "Nothing to do");

    [Fact]
    public void Its_name_is_that_of_its_field() => Assert.Equal((7, nameof(DiskLow)), (DiskLow.Id, DiskLow.Name));

    [Fact]
    public void A_message_carries_event_and_values_and_reads_as_text()
    {
        Recorder log = new();

        DiskLow.Write(log, "sda1", 1.5, new IOException("full"));

        (LogLevel level, Exception? cause, EventMessage message) = Assert.Single(log.All);
        Assert.Equal((LogLevel.WarningLevel, "full"), (level, cause!.Message));
        Assert.Same(DiskLow, message.Event);
        Assert.Equal<object?>(["sda1", 1.5], message.Values);
        Assert.Equal("sda1 has 1.5 GB left", message.ToString());
        Assert.Equal("{Disk} has {Free} GB left", message.Format);
    }

    [Fact]
    public void A_level_that_is_off_costs_no_message()
    {
        Recorder log = new();

        Idle.Write(log);

        Assert.Empty(log.All);
    }

    [Theory]
    [InlineData("{A} and {B}")]
    [InlineData("none")]
    [InlineData("{} is empty")]
    [InlineData("{A is open")]
    public void A_sentence_whose_places_are_not_its_values_is_refused(string template) =>
        Assert.Throws<ArgumentException>(() => new ActorEvent<string>(9, LogLevel.InfoLevel, template));

    [Fact]
    public void Values_read_the_same_everywhere()
    {
        // Also with a machine's own habits; the product itself runs without any.
        CultureInfo german = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        german.NumberFormat.NumberDecimalSeparator = ",";
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = german;
            Assert.Equal("1.5, (null), a", MessageTemplate.Shown(new object?[] { 1.5, null, "a" }));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private sealed class Recorder() : LoggingAdapterBase(null!)
    {
        public List<(LogLevel Level, Exception? Cause, EventMessage Message)> All { get; } = [];

        public override bool IsDebugEnabled => false;

        public override bool IsInfoEnabled => true;

        public override bool IsWarningEnabled => true;

        public override bool IsErrorEnabled => true;

        protected override void NotifyLog(LogLevel logLevel, object message, Exception? cause = null) =>
            All.Add((logLevel, cause, Assert.IsType<EventMessage>(message)));
    }
}
