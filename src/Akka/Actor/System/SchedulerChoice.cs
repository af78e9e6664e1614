using Akka.Configuration;
using Akka.Event;

namespace Akka.Actor;

/// <summary>Makes the scheduler that the configuration names: the real one, or a test kit's with virtual time.</summary>
internal static class SchedulerChoice
{
    public static IScheduler Create(Settings settings, ILoggingAdapter log)
    {
        var type = Type.GetType(settings.SchedulerClass)
            ?? throw new ConfigurationException($"akka.scheduler.implementation names an unknown type: [{settings.SchedulerClass}].");
        return (IScheduler)Activator.CreateInstance(type, settings.Config, log);
    }
}
