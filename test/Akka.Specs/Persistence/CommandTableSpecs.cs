using Akka.Actor;
using Akka.Event;
using Akka.Persistence;

namespace Akka.Specs.Persistence;

public sealed class CommandTableSpecs : PersistenceTest
{
    private IActorRef Tabled()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Table(TestActor)));
        ExpectMsg("recovered");
        return actor;
    }

    [Fact]
    public void First_handler_that_takes_a_command_gets_it()
    {
        var actor = Tabled();

        actor.Tell(1);
        actor.Tell(20);
        actor.Tell(-1);

        ExpectMsg("small 1");
        ExpectMsg("number 20");
        ExpectMsg("negative -1");
    }

    [Fact]
    public void Command_without_a_handler_is_unhandled()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(UnhandledMessage));
        var actor = Tabled();

        actor.Tell(4.2);

        Assert.Equal(4.2, ExpectMsg<UnhandledMessage>().Message);
    }

    [Fact]
    public void Behaviours_are_replaced_stacked_and_taken_off()
    {
        var actor = Tabled();

        foreach (var text in (string[])["become", "what", "stack", "what", "unbecome", "what", "unbecome"])
        {
            actor.Tell(text);
        }

        actor.Tell(1);

        ExpectMsg("second");
        ExpectMsg("third");
        ExpectMsg("second");
        ExpectMsg("small 1");
    }

    [Fact]
    public void Event_persisted_in_another_behaviour_comes_to_its_handler_there()
    {
        var actor = Tabled();

        actor.Tell("become");
        actor.Tell("persist");

        ExpectMsg("stored in second");
    }

    [Fact]
    public void Handlers_can_be_added_in_the_constructor_only()
    {
        var actor = Tabled();

        actor.Tell("late");

        ExpectMsg<string>(text => text.Contains("Recover methods may be called in the constructor only", StringComparison.Ordinal));
        ExpectMsg<string>(text => text.Contains("Command methods may be called in the constructor", StringComparison.Ordinal));
    }

    private sealed class Table : ReceivePersistentActor
    {
        private readonly IActorRef _log;

        public Table(IActorRef log)
        {
            _log = log;
            Recover<RecoveryCompleted>(_ => log.Tell("recovered"));
            Command<int>(number => log.Tell($"small {number}"), number => number is >= 0 and < 10);
            Command<int>(number => number < 0, number => log.Tell($"negative {number}"));
            Command<int>(number => log.Tell($"number {number}"));
            Command<string>(text => text == "become", _ => Become(Second));
            Command<string>(text => text == "late", _ =>
            {
                log.Tell(Record.Exception(() => RecoverAny(_ => { })).Message);
                log.Tell(Record.Exception(() => CommandAny(_ => { })).Message);
            });
        }

        public override string PersistenceId => "table";

        private void Second()
        {
            Command<string>(text => text == "what", _ => _log.Tell("second"));
            Command<string>(text => text == "stack", _ => BecomeStacked(Third));
            Command<string>(text => text == "persist", text => Persist(text, _ => _log.Tell("stored in second")));
            Command<string>(text => text == "unbecome", _ => Become(First));
        }

        private void First() => Command<int>(number => _log.Tell($"small {number}"));

        private void Third()
        {
            Command<string>(text => text == "what", _ => _log.Tell("third"));
            Command<string>(text => text == "unbecome", _ => UnbecomeStacked());
        }
    }
}
