using Akka.Actor;
using Akka.Event;

namespace Akka.Specs.Event;

public sealed class EventStreamSpecs : TestKit.Xunit2.TestKit
{
    [Fact]
    public void Subscription_includes_subclasses()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(Animal));

        Sys.EventStream.Publish(new Cat("Tom"));
        Sys.EventStream.Publish("no animal");

        ExpectMsg(new Cat("Tom"));
        ExpectNoMsg(TimeSpan.FromMilliseconds(30));
    }

    [Fact]
    public void Subscribing_twice_delivers_once()
    {
        Assert.True(Sys.EventStream.Subscribe(TestActor, typeof(Animal)));
        Assert.False(Sys.EventStream.Subscribe(TestActor, typeof(Animal)));

        Sys.EventStream.Publish(new Cat("Tom"));

        ExpectMsg(new Cat("Tom"));
        ExpectNoMsg(TimeSpan.FromMilliseconds(30));
    }

    [Fact]
    public void Unsubscribed_actor_hears_nothing()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(Animal));
        Sys.EventStream.Publish(new Cat("Tom"));
        ExpectMsg(new Cat("Tom"));

        Assert.True(Sys.EventStream.Unsubscribe(TestActor, typeof(Animal)));
        Sys.EventStream.Publish(new Cat("Tim"));

        ExpectNoMsg(TimeSpan.FromMilliseconds(30));
    }

    [Fact]
    public void Unsubscribing_without_a_type_ends_all_subscriptions()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(Animal));
        Sys.EventStream.Subscribe(TestActor, typeof(string));

        Assert.True(Sys.EventStream.Unsubscribe(TestActor));
        Sys.EventStream.Publish("x");

        ExpectNoMsg(TimeSpan.FromMilliseconds(30));
    }

    [Fact]
    public void Null_is_refused() => Assert.Throws<ArgumentNullException>(() => Sys.EventStream.Subscribe(null!, typeof(string)));

    [Fact]
    public void Dead_subscriber_of_dead_letters_does_no_harm()
    {
        var probe = CreateTestProbe();
        Sys.EventStream.Subscribe(probe, typeof(DeadLetter));
        Watch(probe);
        Sys.Stop(probe);
        ExpectTerminated(probe);
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));

        Sys.DeadLetters.Tell("x");

        Assert.Equal("x", ExpectMsg<DeadLetter>().Message);
    }

    private abstract record Animal(string Name);

    private sealed record Cat(string Name) : Animal(Name);
}
