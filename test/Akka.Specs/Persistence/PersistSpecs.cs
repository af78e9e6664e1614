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
        Journal.Release();

        ExpectMsg("stored one");
        ExpectMsg("after");
    }

    [Fact]
    public void Commands_go_on_during_a_persist_async()
    {
        Journal.HoldWrites = true;
        var actor = Recovered("a");

        actor.Tell(Do.PersistAsync("one"));
        actor.Tell("meanwhile");

        ExpectMsg("meanwhile");
        Journal.Release();
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
        Journal.Release();

        ExpectMsg("stored 1");
        ExpectMsg("stored 2");
        ExpectMsg("stored 3");
        ExpectMsg("stored 4");
        Assert.Equal(["1", "2 | 3 | 4"], Journal.Batches);
    }
}
