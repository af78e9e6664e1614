using Akka.Actor;

namespace Akka.TestKit;

/// <summary>Makes a test's thread tell in its test actor's name, also after an await.</summary>
internal sealed class ImplicitSender : SynchronizationContext
{
    private readonly LocalActorRef _testActor;

    private ImplicitSender(LocalActorRef testActor) => _testActor = testActor;

    public static void Install(LocalActorRef testActor)
    {
        ActorCell.Current = testActor.Cell;
        SetSynchronizationContext(new ImplicitSender(testActor));
    }

    /// <summary>Gives the thread back as it was, since the runner uses it for other tests.</summary>
    public static void Leave(LocalActorRef testActor)
    {
        if (ReferenceEquals(ActorCell.Current, testActor.Cell))
        {
            ActorCell.Current = null;
        }

        if (Current is ImplicitSender mine && ReferenceEquals(mine._testActor, testActor))
        {
            SetSynchronizationContext(null);
        }
    }

    public override void Post(SendOrPostCallback d, object state) => ThreadPool.QueueUserWorkItem(_ => Send(d, state));

    public override void Send(SendOrPostCallback d, object state)
    {
        var previousCell = ActorCell.Current;
        var previousContext = Current;
        ActorCell.Current = _testActor.Cell;
        SetSynchronizationContext(this);
        try
        {
            d(state);
        }
        finally
        {
            ActorCell.Current = previousCell;
            SetSynchronizationContext(previousContext);
        }
    }

    public override SynchronizationContext CreateCopy() => this;
}
