using Akka.Actor;

namespace Akka.Specs.Actor;

public sealed class SupervisionSpecs : TestKit.Xunit2.TestKit
{
    private static SupervisorStrategy Always(Directive directive) => new OneForOneStrategy(_ => directive);

    private (IActorRef Parent, IActorRef Child) Family(SupervisorStrategy strategy)
    {
        var parent = Sys.ActorOf(Props.Create(() => new Parent(strategy)));
        return (parent, Child(parent, "child"));
    }

    private IActorRef Child(IActorRef parent, string name)
    {
        parent.Tell(new Spawn(Scripted.Props(TestActor), name));
        var child = FishForMessage<IActorRef>(_ => true);
        return child;
    }

    private void FailAndMute(IActorRef child) => EventFilter.Custom(_ => true).Mute(() =>
    {
        child.Tell(Fail.Boom);
        FishForMessage(message => message is "done" || message is Terminated || message is "PostRestart boom" || message is "PostStop");
    });

    [Fact]
    public void Resume_keeps_state_and_drops_the_message()
    {
        var (_, child) = Family(Always(Directive.Resume));

        EventFilter.Warning("boom").ExpectOne(() => child.Tell(Fail.Boom));
        child.Tell("alive");

        Assert.Equal("alive", FishForMessage(message => message is "alive" or "PostStop" or "PreRestart Fail"));
    }

    [Fact]
    public void Stop_ends_the_child()
    {
        var (_, child) = Family(Always(Directive.Stop));
        Watch(child);

        EventFilter.Exception<InvalidOperationException>().ExpectOne(() => child.Tell(Fail.Boom));

        FishForMessage(message => message is Terminated);
    }

    [Fact]
    public void Escalate_fails_the_supervisor()
    {
        var seen = CreateTestProbe();
        var strategy = new OneForOneStrategy(cause =>
        {
            seen.Tell(cause.Message);
            return Directive.Stop;
        });
        var top = Sys.ActorOf(Props.Create(() => new Parent(strategy)));
        top.Tell(new Spawn(Props.Create(() => new Parent(Always(Directive.Escalate))), "middle"));
        var middle = ExpectMsg<IActorRef>();
        var child = Child(middle, "child");
        Watch(middle);

        EventFilter.Exception<InvalidOperationException>().ExpectOne(() => child.Tell(Fail.Boom));

        seen.ExpectMsg("boom");
        FishForMessage<Terminated>(terminated => terminated.ActorRef.Equals(middle));
    }

    [Fact]
    public void Escalation_to_the_user_guardian_restarts_the_top_actor()
    {
        var (parent, child) = Family(Always(Directive.Escalate));
        Watch(child);

        EventFilter.Exception<InvalidOperationException>().ExpectOne(() => child.Tell(Fail.Boom));

        FishForMessage(message => message is Terminated);
        parent.Tell(new Run(_ => TestActor.Tell("parent lives")));
        ExpectMsg("parent lives");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void Child_is_stopped_after_the_allowed_number_of_restarts(int allowed)
    {
        var (_, child) = Family(new OneForOneStrategy(allowed, -1, _ => Directive.Restart));
        Watch(child);

        for (var i = 0; i < allowed; i++)
        {
            EventFilter.Exception<InvalidOperationException>().ExpectOne(() => child.Tell(Fail.Boom));
            FishForMessage(message => message is "PostRestart boom");
        }

        EventFilter.Exception<InvalidOperationException>().ExpectOne(() => child.Tell(Fail.Boom));
        FishForMessage(message => message is Terminated);
    }

    [Fact]
    public void Window_without_a_number_allows_one_restart()
    {
        var (_, child) = Family(new OneForOneStrategy(null, TimeSpan.FromMinutes(1), _ => Directive.Restart));
        Watch(child);

        EventFilter.Exception<InvalidOperationException>().ExpectOne(() => child.Tell(Fail.Boom));
        FishForMessage(message => message is "PostRestart boom");
        EventFilter.Exception<InvalidOperationException>().ExpectOne(() => child.Tell(Fail.Boom));

        FishForMessage(message => message is Terminated);
    }

    [Fact]
    public void Count_starts_anew_when_the_window_has_lapsed()
    {
        var (_, child) = Family(new OneForOneStrategy(1, TimeSpan.FromMilliseconds(1), _ => Directive.Restart));

        for (var i = 0; i < 3; i++)
        {
            EventFilter.Exception<InvalidOperationException>().ExpectOne(() => child.Tell(Fail.Boom));
            FishForMessage(message => message is "PostRestart boom");
            ExpectMsg("PreStart");
            ExpectNoMsg(TimeSpan.FromMilliseconds(30));
        }
    }

    [Fact]
    public void Numbers_default_to_no_limit()
    {
        var strategy = new OneForOneStrategy(_ => Directive.Restart);

        Assert.Equal(-1, strategy.MaxNumberOfRetries);
        Assert.Equal(-1, strategy.WithinTimeRangeMilliseconds);
    }

    [Fact]
    public void All_for_one_restarts_every_child()
    {
        var parent = Sys.ActorOf(Props.Create(() => new Parent(new AllForOneStrategy(_ => Directive.Restart))));
        var first = Child(parent, "first");
        Child(parent, "second");
        ExpectMsg("ctor");
        ExpectMsg("PreStart");

        EventFilter.Exception<InvalidOperationException>().ExpectOne(() => first.Tell(Fail.Boom));

        FishForMessage(message => message is "PostRestart boom");
        FishForMessage(message => message is "PostRestart boom");
    }

    [Fact]
    public void All_for_one_stops_every_child()
    {
        var parent = Sys.ActorOf(Props.Create(() => new Parent(new AllForOneStrategy(_ => Directive.Stop))));
        var first = Child(parent, "first");
        var second = Child(parent, "second");
        Watch(first);
        Watch(second);

        EventFilter.Exception<InvalidOperationException>().ExpectOne(() => first.Tell(Fail.Boom));

        FishForMessage(message => message is Terminated);
        FishForMessage(message => message is Terminated);
    }

    [Theory]
    [InlineData(typeof(ActorInitializationException), Directive.Stop)]
    [InlineData(typeof(ActorKilledException), Directive.Stop)]
    [InlineData(typeof(InvalidOperationException), Directive.Restart)]
    public void Default_decider_restarts_but_for_initialization_and_kill(Type cause, Directive expected) =>
        Assert.Equal(expected, SupervisorStrategy.DefaultDecider.Decide((Exception)Activator.CreateInstance(cause)!));

    [Fact]
    public void Default_decider_stops_on_a_death_pact() =>
        Assert.Equal(Directive.Stop, SupervisorStrategy.DefaultDecider.Decide(new DeathPactException(TestActor)));

    [Fact]
    public void Deployable_decider_goes_by_the_first_type_that_fits()
    {
        var decider = Decider.From(
            Directive.Escalate, Directive.Stop.When<ArgumentNullException>(), Directive.Resume.When<ArgumentException>());

        Assert.Equal(Directive.Stop, decider.Decide(new ArgumentNullException()));
        Assert.Equal(Directive.Resume, decider.Decide(new ArgumentException("x")));
        Assert.Equal(Directive.Escalate, decider.Decide(new InvalidOperationException()));
    }

    [Fact]
    public void Strategy_of_props_wins_over_the_actors_own()
    {
        var parent = Sys.ActorOf(
            Props.Create(() => new Parent(Always(Directive.Stop))).WithSupervisorStrategy(Always(Directive.Resume)));
        var child = Child(parent, "child");

        EventFilter.Warning("boom").ExpectOne(() => child.Tell(Fail.Boom));

        child.Tell("alive");
        FishForMessage(message => message is "alive");
    }

    [Fact]
    public void Sibling_is_left_alone_by_one_for_one()
    {
        var parent = Sys.ActorOf(Props.Create(() => new Parent(Always(Directive.Restart))));
        var sibling = CreateTestProbe();
        parent.Tell(new Spawn(Scripted.Props(sibling), "sibling"));
        FishForMessage<IActorRef>(_ => true);
        sibling.ExpectMsg("ctor");
        sibling.ExpectMsg("PreStart");
        var child = Child(parent, "child");

        FailAndMute(child);

        sibling.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }
}
