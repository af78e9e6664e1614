using Akka.Actor;
using Akka.Event;

namespace Akka.Specs.Actor;

public sealed class BehaviorSpecs : TestKit.Xunit2.TestKit
{
    [Fact]
    public void First_matching_handler_wins()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Table(TestActor)));

        actor.Tell("short");
        actor.Tell("a long text");
        actor.Tell(1);
        actor.Tell(2);
        actor.Tell(3.5);

        ExpectMsg("short: short");
        ExpectMsg("text: a long text");
        ExpectMsg("odd 1");
        ExpectMsg("number 2");
        ExpectMsg("any 3.5");
    }

    [Fact]
    public void Handler_after_a_handler_for_all_is_refused()
    {
        EventFilter.Exception<ActorInitializationException>().ExpectOne(() =>
        {
            var actor = Sys.ActorOf(Props.Create(() => new AnyFirst()));
            Watch(actor);
            ExpectTerminated(actor);
        });
    }

    [Fact]
    public void Become_replaces_the_top_but_not_the_base()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Switching(TestActor)));

        actor.Tell("become A");
        actor.Tell("who");
        ExpectMsg("A");
        actor.Tell("become B");
        actor.Tell("who");
        ExpectMsg("B");
        actor.Tell("unbecome");
        actor.Tell("who");

        ExpectMsg("base");
    }

    [Fact]
    public void Stacked_behaviours_come_off_one_by_one()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Switching(TestActor)));

        actor.Tell("stack A");
        actor.Tell("stack B");
        actor.Tell("unbecome");
        actor.Tell("who");
        ExpectMsg("A");
        actor.Tell("unbecome");
        actor.Tell("unbecome");
        actor.Tell("who");

        ExpectMsg("base");
    }

    [Fact]
    public void Untyped_actor_takes_everything()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(UnhandledMessage));
        var actor = Sys.ActorOf(Props.Create(() => new Untyped(TestActor)));

        actor.Tell("x");
        actor.Tell("become");
        actor.Tell("y");
        actor.Tell("unhandled");

        ExpectMsg("base x");
        ExpectMsg("other y");
        ExpectMsg<UnhandledMessage>();
    }

    [Fact]
    public void Become_in_the_constructor_lies_above_the_base()
    {
        var actor = Sys.ActorOf(Props.Create(() => new BecomesAtOnce(TestActor)));

        actor.Tell("who");
        ExpectMsg("above");
        actor.Tell("unbecome");
        actor.Tell("who");

        ExpectMsg("base");
    }

    [Fact]
    public void Handlers_cannot_be_added_while_running()
    {
        var actor = Sys.ActorOf(Props.Create(() => new AddsLate(TestActor)));

        actor.Tell("add");

        ExpectMsg<InvalidOperationException>();
    }

    private sealed class Table : ReceiveActor
    {
        public Table(IActorRef log)
        {
            Receive<string>(text => log.Tell("short: " + text), text => text.Length < 6);
            Receive<string>(text => log.Tell("text: " + text));
            Receive<int>(number =>
            {
                if (number % 2 == 0)
                {
                    return false;
                }

                log.Tell($"odd {number}");
                return true;
            });
            Receive(typeof(int), number => log.Tell($"number {number}"));
            ReceiveAny(message => log.Tell(FormattableString.Invariant($"any {message}")));
        }
    }

    private sealed class AnyFirst : ReceiveActor
    {
        public AnyFirst()
        {
            ReceiveAny(_ => { });
            Receive<string>(_ => { });
        }
    }

    private sealed class Switching : ReceiveActor
    {
        private readonly IActorRef _log;

        public Switching(IActorRef log)
        {
            _log = log;
            Handle("base");
        }

        private void Handle(string name)
        {
            Receive<string>(text => text == "who", _ => _log.Tell(name));
            Receive<string>(text => text == "unbecome", _ => UnbecomeStacked());
            Receive<string>(text => text.StartsWith("become", StringComparison.Ordinal), text => Become(() => Handle(text[7..])));
            Receive<string>(text => text.StartsWith("stack", StringComparison.Ordinal), text => BecomeStacked(() => Handle(text[6..])));
        }
    }

    private sealed class Untyped(IActorRef log) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            if (message is "become")
            {
                Become(Other);
            }
            else
            {
                log.Tell($"base {message}");
            }
        }

        private void Other(object message)
        {
            if (message is "unhandled")
            {
                Unhandled(message);
            }
            else
            {
                log.Tell($"other {message}");
            }
        }
    }

    private sealed class BecomesAtOnce : UntypedActor
    {
        private readonly IActorRef _log;

        public BecomesAtOnce(IActorRef log)
        {
            _log = log;
            BecomeStacked(Above);
        }

        protected override void OnReceive(object message) => _log.Tell("base");

        private void Above(object message)
        {
            if (message is "unbecome")
            {
                UnbecomeStacked();
            }
            else
            {
                _log.Tell("above");
            }
        }
    }

    private sealed class AddsLate : ReceiveActor
    {
        public AddsLate(IActorRef log) =>
            Receive<string>(_ => log.Tell(Record.Exception(() => Receive<int>(_ => { }))));
    }
}
