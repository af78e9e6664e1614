using Akka.Dispatch;

namespace Akka.Actor
{
    public interface IStash
    {
        int Count { get; }

        bool IsEmpty { get; }

        bool NonEmpty { get; }

        bool IsFull { get; }

        int Capacity { get; }

        void Stash();

        void Unstash();

        void UnstashAll();

        void UnstashAll(Func<Envelope, bool> predicate);

        IEnumerable<Envelope> ClearStash();

        void Prepend(IEnumerable<Envelope> envelopes);
    }

    public interface IActorStash
    {
        IStash Stash { get; set; }
    }

    public interface IWithUnrestrictedStash : IActorStash;

    public interface IWithStash : IWithUnrestrictedStash, IRequiresMessageQueue<IDequeBasedMessageQueueSemantics>;

    public interface IWithUnboundedStash : IWithUnrestrictedStash, IRequiresMessageQueue<IUnboundedDequeBasedMessageQueueSemantics>;
}

namespace Akka.Dispatch
{
    public interface ISemantics;

    public interface IRequiresMessageQueue<T>
        where T : ISemantics;

    public interface IUnboundedMessageQueueSemantics : ISemantics;

    public interface IDequeBasedMessageQueueSemantics : ISemantics;

    public interface IUnboundedDequeBasedMessageQueueSemantics : IDequeBasedMessageQueueSemantics, IUnboundedMessageQueueSemantics;
}
