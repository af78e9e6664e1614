using Akka.Actor;

namespace Akka.Specs.Persistence;

public sealed class PersistSpecs : PersistenceTest
{
    [Fact]
    public void Stored_events_come_back_in_order()
    {
        var actor = Recovered("a");
        foreach (var text in (string[])["one", "two", "three"])
        {
            actor.Tell(Do.Persist(text));
            ExpectMsg("stored " + text);
        }

        StopAndWait(actor);
        Start("a");

        ExpectMsg("back one");
        ExpectMsg("back two");
        ExpectMsg("back three");
        ExpectMsg("recovered 3");
    }

    [Fact]
    public void Commands_wait_until_the_handler_of_a_persist_was_called()
    {
        Journal.HoldWrites = true;
        var actor = Recovered("a");

        actor.Tell(Do.Persist("one"));
        actor.Tell("after");
        AwaitHeld();
        ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        Release();

        ExpectMsg("stored one");
        ExpectMsg("after");
    }

    [Fact]
    public void Waiting_commands_keep_their_order_and_may_be_the_same_object()
    {
        Journal.HoldWrites = true;
        var actor = Recovered("a");
        var again = Do.Persist("again");

        actor.Tell(Do.Persist("one"));
        actor.Tell(again);
        actor.Tell(again);
        actor.Tell("last");
        AwaitHeld();
        Journal.HoldWrites = false;
        Release();

        ExpectMsg("stored one");
        ExpectMsg("stored again");
        ExpectMsg("stored again");
        ExpectMsg("last");
    }

    [Fact]
    public void Handler_sees_the_commands_sender_and_the_number_of_its_event()
    {
        var probe = CreateTestProbe();
        var actor = Recovered("a");

        actor.Tell(new Do(self => self.PersistAll(["one", "two"], text => self.Asker.Tell($"{text} {self.LastSequenceNr}"))), probe);

        probe.ExpectMsg("one 1");
        probe.ExpectMsg("two 2");
    }

    [Fact]
    public void Events_of_a_persist_all_are_one_write_and_those_of_several_persists_are_several_in_one_batch()
    {
        var actor = Recovered("a");

        actor.Tell(new Do(self =>
        {
            self.PersistAll(["1", "2"], self.Note);
            self.Persist("3", self.Note);
            self.PersistAsync("4", self.Note);
        }));

        ReceiveN(4);
        Assert.Equal("1,2 | 3 | 4", Assert.Single(Journal.Batches));
    }

    [Fact]
    public void Persist_of_no_events_stores_nothing_and_holds_nobody_up()
    {
        var actor = Recovered("a");

        actor.Tell(new Do(self =>
        {
            self.PersistAll(Array.Empty<string>(), self.Note);
            self.PersistAllAsync(Array.Empty<string>(), self.Note);
        }));
        actor.Tell("next");

        ExpectMsg("next");
        Assert.Empty(Journal.Batches);
    }

    [Fact]
    public void Events_that_cannot_be_enumerated_leave_nothing_behind()
    {
        var actor = Recovered("a");

        actor.Tell(new Do(self => self.Note(Record.Exception(() => self.PersistAll(Broken(), self.Note)).Message)));
        actor.Tell(Do.Persist("whole"));

        ExpectMsg("stored broken");
        ExpectMsg("stored whole");
        Assert.Equal(["whole"], Journal.Batches);

        static IEnumerable<string> Broken()
        {
            yield return "half";
            throw new InvalidOperationException("broken");
        }
    }

    [Fact]
    public void Persist_in_a_handler_comes_before_the_next_command()
    {
        var actor = Recovered("a");

        actor.Tell(new Do(self => self.Persist("outer", outer =>
        {
            self.Note(outer);
            self.Persist("inner", self.Note);
        })));
        actor.Tell("next");

        ExpectMsg("stored outer");
        ExpectMsg("stored inner");
        ExpectMsg("next");
    }

    [Fact]
    public void Persist_in_the_handler_of_a_persist_async_makes_commands_wait_too()
    {
        Journal.HoldWrites = true;
        var actor = Recovered("a");
        actor.Tell(new Do(self => self.PersistAsync("outer", outer =>
        {
            self.Note(outer);
            self.Persist("inner", self.Note);
        })));
        AwaitHeld();

        Release();
        ExpectMsg("stored outer");
        AwaitHeld();
        actor.Tell("next");
        ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        Release();

        ExpectMsg("stored inner");
        ExpectMsg("next");
    }

    [Fact]
    public void Deleted_numbers_are_not_used_again()
    {
        var actor = Recovered("a");
        actor.Tell(Do.Persist("one"));
        actor.Tell(new Do(self => self.DeleteMessages(long.MaxValue)));
        ExpectMsg("stored one");
        Assert.Equal(1, ExpectMsg<Akka.Persistence.DeleteMessagesSuccess>().ToSequenceNr);

        StopAndWait(actor);

        Recovered("a", at: 1);
    }
}
