using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Akka.TestKit;

namespace EdgeActors.Specs.Capture.Fakes;

/// <summary>Virtual time whose wall clock can be set, as a network's time or a person sets a device's; the monotonic one goes on.</summary>
internal sealed class JumpingScheduler(Config config, ILoggingAdapter log) : TestScheduler(config, log), IScheduler
{
    /// <summary>How far the wall clock is from where it would have been.</summary>
    public TimeSpan Offset { get; set; }

    DateTimeOffset ITimeProvider.Now => TimeNow + Offset;
}
