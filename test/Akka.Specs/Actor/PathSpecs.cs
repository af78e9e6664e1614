using Akka.Actor;

namespace Akka.Specs.Actor;

public sealed class PathSpecs : TestKit.Xunit2.TestKit
{
    private static readonly Props Any = Props.Create(() => new TestKit.TestActors.BlackHoleActor());

    [Fact]
    public void Unnamed_children_are_counted_per_parent()
    {
        var parent = Sys.ActorOf(Props.Create(() => new Parent(SupervisorStrategy.DefaultStrategy)));

        parent.Tell(new Spawn(Any, null!));
        parent.Tell(new Spawn(Any, null!));

        Assert.Equal("$a", ExpectMsg<IActorRef>().Path.Name);
        Assert.Equal("$b", ExpectMsg<IActorRef>().Path.Name);
    }

    [Theory]
    [InlineData("")]
    [InlineData("$mine")]
    [InlineData("a/b")]
    [InlineData("a b")]
    [InlineData("ä")]
    [InlineData("50%")]
    [InlineData("%zz")]
    [InlineData("a#1")]
    public void Illegal_name_is_refused(string name) => Assert.Throws<InvalidActorNameException>(() => Sys.ActorOf(Any, name));

    [Theory]
    [InlineData("abc-XYZ_0.9")]
    [InlineData("a%20b")]
    [InlineData("a:b@c&d=e,f!g~h'i;j(k)")]
    [InlineData("a$")]
    [InlineData("a*+b")]
    public void Legal_name_is_taken(string name) => Assert.Equal(name, Sys.ActorOf(Any, name).Path.Name);

    [Fact]
    public void Name_in_use_is_refused()
    {
        Sys.ActorOf(Any, "one");

        Assert.Throws<InvalidActorNameException>(() => Sys.ActorOf(Any, "one"));
    }

    [Fact]
    public void Name_stays_taken_in_the_handler_that_stops_the_child()
    {
        var parent = Sys.ActorOf(Props.Create(() => new Parent(SupervisorStrategy.DefaultStrategy)));

        parent.Tell(new Run(context =>
        {
            context.Stop(context.ActorOf(Any, "child"));
            TestActor.Tell(Record(() => context.ActorOf(Any, "child")));
        }));

        ExpectMsg<InvalidActorNameException>();
    }

    [Fact]
    public void Name_is_free_in_the_parents_terminated_handler()
    {
        Sys.ActorOf(Props.Create(() => new Replacer(TestActor)));

        var first = ExpectMsg<IActorRef>();
        var second = ExpectMsg<IActorRef>();

        Assert.Equal(first.Path, second.Path);
        Assert.NotEqual(first.Path.Uid, second.Path.Uid);
        Assert.NotEqual(first, second);
    }

    [Fact]
    public void Ref_shows_its_path_and_uid()
    {
        var actor = Sys.ActorOf(Any, "x");

        Assert.Equal($"[akka://test/user/x#{actor.Path.Uid}]", actor.ToString());
        Assert.Equal("akka://test/user/x", actor.Path.ToString());
        Assert.Equal("/user/x", actor.Path.ToStringWithoutAddress());
    }

    [Fact]
    public void Path_knows_its_parts()
    {
        var path = Sys.ActorOf(Any, "x").Path / "y";

        Assert.Equal(["user", "x", "y"], path.Elements);
        Assert.Equal("x", path.Parent.Name);
        Assert.Equal("test", path.Address.System);
        Assert.Equal(3, path.Depth);
    }

    [Fact]
    public void Path_is_read_back_from_text()
    {
        var path = Sys.ActorOf(Any, "x").Path;

        Assert.Equal(path, ActorPath.Parse(path.ToString()));
        Assert.Equal(path.Uid, ActorPath.Parse(path.ToStringWithUid()).Uid);
        Assert.False(ActorPath.TryParse("no path", out _));
    }

    [Fact]
    public void Missing_child_is_nobody()
    {
        var parent = Sys.ActorOf(Props.Create(() => new Parent(SupervisorStrategy.DefaultStrategy)));

        parent.Tell(new Run(context => TestActor.Tell(context.Child("missing").IsNobody())));

        ExpectMsg(true);
    }

    [Fact]
    public void Child_is_found_by_name()
    {
        var parent = Sys.ActorOf(Props.Create(() => new Parent(SupervisorStrategy.DefaultStrategy)));

        parent.Tell(new Run(context => TestActor.Tell(context.ActorOf(Any, "c").Equals(context.Child("c")))));

        ExpectMsg(true);
    }

    [Fact]
    public void Selection_reaches_by_absolute_and_relative_path_and_wildcard()
    {
        var echo = Props.Create(() => new TestKit.TestActors.SimpleEchoActor());
        var one = Sys.ActorOf(echo, "echo-1");
        Sys.ActorOf(echo, "echo-2");

        Sys.ActorSelection("/user/echo-1").Tell("absolute", TestActor);
        ExpectMsgFrom(one, "absolute");
        Sys.ActorSelection("/user/echo-*").Tell("all", TestActor);
        ExpectMsg("all");
        ExpectMsg("all");
        Sys.ActorSelection(one.Path.ToString()).Tell("full", TestActor);
        ExpectMsgFrom(one, "full");
    }

    [Fact]
    public async Task Selection_resolves_to_the_ref()
    {
        var actor = Sys.ActorOf(Any, "here");

        Assert.Equal(actor, await Sys.ActorSelection("/user/here").ResolveOne(TimeSpan.FromSeconds(3)));
        await Assert.ThrowsAsync<ActorNotFoundException>(() => Sys.ActorSelection("/user/nowhere").ResolveOne(TimeSpan.FromSeconds(3)));
    }

    [Fact]
    public void Selection_of_a_child_works_from_its_parents_context()
    {
        var parent = Sys.ActorOf(Props.Create(() => new Parent(SupervisorStrategy.DefaultStrategy)), "p");
        parent.Tell(new Spawn(Props.Create(() => new TestKit.TestActors.SimpleEchoActor()), "c"));
        var child = ExpectMsg<IActorRef>();

        parent.Tell(new Run(context => context.ActorSelection("c").Tell("down", TestActor)));

        ExpectMsgFrom(child, "down");
    }

    private static Exception Record(Action action) => Xunit.Record.Exception(action);

    private sealed class Replacer : ReceiveActor
    {
        public Replacer(IActorRef log)
        {
            Receive<Terminated>(_ => log.Tell(Context.ActorOf(Any, "child")));
            var child = Context.Watch(Context.ActorOf(Any, "child"));
            log.Tell(child);
            Context.Stop(child);
        }
    }
}
