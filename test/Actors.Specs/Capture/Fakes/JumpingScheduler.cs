using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Akka.TestKit;

namespace EdgeActors.Specs.Capture.Fakes;

/// <summary>Virtual time whose wall clock can be set without moving the monotonic one, as an operator or a time server does.</summary>
public sealed class JumpingScheduler(Config config, ILoggingAdapter log) : TestScheduler(config, log), ITimeProvider
{
    /// <summary>By how much the wall clock is off.</summary>
    public TimeSpan Jump { get; set; }

    DateTimeOffset ITimeProvider.Now => TimeNow + Jump;
}
