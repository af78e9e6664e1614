using Akka.Actor;

namespace Akka.Specs.Actor;

/// <summary>Sets the timers it is told to and notes what they bring.</summary>
internal sealed class Timed : ReceiveActor, IWithTimers
{
    public Timed(IActorRef log)
    {
        Receive<Action<ITimerScheduler>>(action =>
        {
            action(Timers);
            log.Tell("done");
        });
        Receive<ReceiveTimeout>(log.Tell);
        Receive<string>(text => text == "fail", _ => throw new InvalidOperationException("boom"));
        Receive<string>(text => text == "watch keys", _ => { });
        Receive<string>(text => text == "active?", _ => log.Tell(Timers.IsTimerActive("k")));
        Receive<string>(text => text == "sender", _ => log.Tell(Sender));
        Receive<string>(text => text == "timeout on", _ =>
        {
            Context.SetReceiveTimeout(TimeSpan.FromSeconds(1));
            log.Tell("on");
        });
        Receive<string>(log.Tell);
    }

    public ITimerScheduler Timers { get; set; } = null!;
}
