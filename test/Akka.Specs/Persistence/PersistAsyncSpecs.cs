using Akka.Actor;

namespace Akka.Specs.Persistence;

public sealed class PersistAsyncSpecs : PersistenceTest
{
    [Fact]
    public void Commands_go_on_while_an_event_is_being_stored()
    {
        Journal.HoldWrites = true;
        var actor = Recovered("a");

        actor.Tell(Do.PersistAsync("one"));
        actor.Tell("meanwhile");

        ExpectMsg("meanwhile");
        Release();
        ExpectMsg("stored one");
    }

    [Fact]
    public void Events_of_many_commands_go_in_one_batch_once_the_write_before_is_done()
    {
        Journal.HoldWrites = true;
        var actor = Recovered("a");
        actor.Tell(Do.PersistAsync("1"));
        AwaitHeld();

        foreach (var text in (string[])["2", "3", "4"])
        {
            actor.Tell(Do.PersistAsync(text));
        }

        actor.Tell("taken");
        ExpectMsg("taken");
        Journal.HoldWrites = false;
        Release();

        foreach (var text in (string[])["1", "2", "3", "4"])
        {
            ExpectMsg("stored " + text);
        }

        Assert.Equal(["1", "2 | 3 | 4"], Journal.Batches);
    }

    [Fact]
    public void Handlers_are_called_in_the_order_of_the_events()
    {
        var actor = Recovered("a");

        for (var i = 0; i < 1000; i++)
        {
            actor.Tell(Do.PersistAsync($"{i}"));
        }

        Assert.Equal(Enumerable.Range(0, 1000).Select(i => $"stored {i}"), ReceiveN(1000));
    }

    [Fact]
    public void Sender_is_the_one_of_the_events_command()
    {
        Journal.HoldWrites = true;
        var probe = CreateTestProbe();
        var actor = Recovered("a");

        actor.Tell(new Do(self => self.PersistAsync("one", text => self.Asker.Tell(text))), probe);
        actor.Tell("meanwhile");
        ExpectMsg("meanwhile");
        Release();

        probe.ExpectMsg("one");
    }

    [Fact]
    public void Deferred_call_waits_for_the_events_before_it_and_is_not_stored()
    {
        Journal.HoldWrites = true;
        var actor = Recovered("a");

        actor.Tell(new Do(self =>
        {
            self.PersistAsync("one", self.Note);
            self.DeferAsync("deferred", self.Note);
            self.PersistAsync("two", self.Note);
        }));
        AwaitHeld();
        ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        Journal.HoldWrites = false;
        Release();

        ExpectMsg("stored one");
        ExpectMsg("stored deferred");
        ExpectMsg("stored two");
        StopAndWait(actor);
        Start("a");
        ExpectMsg("back one");
        ExpectMsg("back two");
    }

    [Fact]
    public void Deferred_call_is_made_at_once_when_nothing_is_pending()
    {
        var actor = Recovered("a");

        actor.Tell(new Do(self =>
        {
            self.DeferAsync("deferred", self.Note);
            self.Events.Tell("returned");
        }));

        ExpectMsg("stored deferred");
        ExpectMsg("returned");
        Assert.Empty(Journal.Batches);
    }

    [Fact]
    public void Deferred_call_that_follows_in_the_next_batch_is_made_without_a_write()
    {
        Journal.HoldWrites = true;
        var actor = Recovered("a");
        actor.Tell(Do.PersistAsync("one"));
        AwaitHeld();

        actor.Tell(new Do(self => self.DeferAsync("deferred", self.Note)));
        actor.Tell("taken");
        ExpectMsg("taken");
        Release();

        ExpectMsg("stored one");
        ExpectMsg("stored deferred");
        Assert.Equal(["one"], Journal.Batches);
    }

    [Fact]
    public void Events_persisted_by_an_asynchronous_command_are_stored_when_it_ends()
    {
        var gate = new TaskCompletionSource();
        var actor = Recovered("a");

        actor.Tell(new DoAsync(async self =>
        {
            await gate.Task;
            self.Persist("one", self.Note);
        }));
        actor.Tell("next");
        ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        gate.SetResult();

        ExpectMsg("stored one");
        ExpectMsg("next");
    }
}
