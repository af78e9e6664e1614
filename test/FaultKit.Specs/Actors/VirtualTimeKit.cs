using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit2;

namespace EdgeActors.FaultKit.Specs.Actors;

/// <summary>An actor system whose time stands still.</summary>
public abstract class VirtualTimeKit() : TestKit("akka.scheduler.implementation = \"Akka.TestKit.TestScheduler, Akka.TestKit\"")
{
    protected TestScheduler Time => (TestScheduler)Sys.Scheduler;

    protected IActorRef Recorder(Faults faults, string name = "a") =>
        Sys.ActorOf(Props.Create(() => new Recorder(TestActor)).WithFaults(faults), name);

    protected void TellPings(IActorRef actor, int count)
    {
        for (int i = 1; i <= count; i++)
        {
            actor.Tell(new Ping(i), ActorRefs.NoSender);
        }
    }

    protected void ExpectNumbers(params int[] numbers)
    {
        foreach (int number in numbers)
        {
            ExpectMsg(number);
        }
    }
}
