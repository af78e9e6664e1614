using Akka.Actor;

namespace Akka.Specs.Persistence;

public sealed class PersistentStashSpecs : PersistenceTest
{
    private IActorRef Choosy()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Stashing("a", TestActor)));
        ExpectMsg("recovered 0");
        return actor;
    }

    [Fact]
    public void Messages_that_the_actor_stashed_come_before_those_that_waited_for_a_persist()
    {
        Journal.HoldWrites = true;
        var actor = Choosy();

        actor.Tell("stash me 1");
        actor.Tell("stash me 2");
        actor.Tell(new Do(self => self.Persist("one", _ => ((Stashing)self).Open())));
        actor.Tell("later");
        AwaitHeld();
        Release();

        ExpectMsg("stash me 1");
        ExpectMsg("stash me 2");
        ExpectMsg("later");
    }

    [Fact]
    public void Own_stash_survives_a_restart()
    {
        var actor = Choosy();
        actor.Tell("stash me 1");

        EventFilter.Exception<InvalidOperationException>().ExpectOne(() => actor.Tell(new Do(_ => throw new InvalidOperationException("boom"))));
        ExpectMsg("recovered 0");
        actor.Tell(new Do(self => ((Stashing)self).Open()));

        ExpectMsg("stash me 1");
    }

    [Fact]
    public void Death_of_a_child_is_not_lost_when_it_comes_during_a_persist()
    {
        Journal.HoldWrites = true;
        var actor = Choosy();
        actor.Tell(new Do(self =>
        {
            var child = self.Here.Watch(self.Here.ActorOf<TestKit.TestActors.BlackHoleActor>("child"));
            self.Persist("one", self.Note);
            self.Here.Stop(child);
        }));
        AwaitHeld();
        ExpectNoMsg(TimeSpan.FromMilliseconds(50));

        Release();

        ExpectMsg("stored one");
        ExpectMsg("died child");
    }

    /// <summary>Stashes texts that ask for it until it is open.</summary>
    private sealed class Stashing : Journaled
    {
        private bool _isOpen;

        public Stashing(string id, IActorRef log)
            : base(id, log)
        {
        }

        public void Open()
        {
            _isOpen = true;
            Stash.UnstashAll();
        }

        protected override bool AroundReceive(Receive receive, object message)
        {
            if (IsRecovering || _isOpen || message is not string text || !text.StartsWith("stash me", StringComparison.Ordinal))
            {
                return base.AroundReceive(receive, message);
            }

            return base.AroundReceive(_ =>
            {
                Stash.Stash();
                return true;
            }, message);
        }
    }
}
