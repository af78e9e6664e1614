using Akka.Actor;
using Akka.Persistence;

namespace EdgeActors.FaultKit.Specs.Actors;

public sealed class PersistentActorSpecs : VirtualTimeKit
{
    [Fact]
    public void A_persistent_actor_stores_and_recovers()
    {
        IActorRef first = Start("");
        first.Tell(1, TestActor);
        first.Tell(2, TestActor);
        ExpectMsg("sum 1");
        ExpectMsg("sum 3");
        Watch(first);
        first.Tell(PoisonPill.Instance);
        ExpectTerminated(first);

        IActorRef second = Start("");
        second.Tell(4, TestActor);

        ExpectMsg("sum 7");
    }

    [Fact]
    public void A_crash_before_a_command_loses_that_command_only()
    {
        IActorRef actor = Start("at actor /user/a on Int32 #2: crash");

        actor.Tell(1, TestActor);
        actor.Tell(10, TestActor);
        actor.Tell(100, TestActor);

        ExpectMsg("sum 1");
        ExpectMsg("sum 101");
    }

    [Fact]
    public void A_crash_between_journal_and_handler_keeps_the_event()
    {
        IActorRef actor = Start("at actor /user/a on WriteMessageSuccess #1: crash");

        actor.Tell(1, TestActor);
        actor.Tell(10, TestActor);

        ExpectMsg("sum 11");
    }

    [Fact]
    public void A_delayed_command_waits_for_the_events_before_it()
    {
        IActorRef actor = Start("at actor /user/a on Int32 #1: delay 1s");

        actor.Tell(1, TestActor);
        actor.Tell(10, TestActor);
        ExpectMsg("sum 10");
        Time.Advance(TimeSpan.FromSeconds(1));

        ExpectMsg("sum 11");
    }

    private IActorRef Start(string script) => Sys.ActorOf(Props.Create<Sum>().WithFaults(Sys.Faults(script)), "a");

    private sealed class Sum : ReceivePersistentActor
    {
        private int _sum;

        public Sum()
        {
            Recover<int>(number => _sum += number);
            Command<int>(number => Persist(number, stored =>
            {
                _sum += stored;
                Sender.Tell($"sum {_sum}");
            }));
        }

        public override string PersistenceId => "sum";
    }
}
