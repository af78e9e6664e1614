using System.Collections.Concurrent;
using Akka.Actor;

namespace Akka.Event;

/// <summary>Publishes events to those who subscribed to their class. Subscribing copies, so publishing takes no lock.</summary>
public abstract class EventBus<TEvent, TClassifier, TSubscriber>
{
    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<TClassifier, TSubscriber[]> _cache = new();
    private volatile (TClassifier Classifier, TSubscriber Subscriber)[] _subscriptions = [];

    public virtual bool Subscribe(TSubscriber subscriber, TClassifier classifier)
    {
        lock (_lock)
        {
            if (_subscriptions.Any(one => Equals(one.Subscriber, subscriber) && Equals(one.Classifier, classifier)))
            {
                return false;
            }

            _subscriptions = [.. _subscriptions, (classifier, subscriber)];
            _cache.Clear();
            return true;
        }
    }

    public virtual bool Unsubscribe(TSubscriber subscriber) => Remove(one => Equals(one.Subscriber, subscriber));

    public virtual bool Unsubscribe(TSubscriber subscriber, TClassifier classifier) =>
        Remove(one => Equals(one.Subscriber, subscriber) && Equals(one.Classifier, classifier));

    public virtual void Publish(TEvent @event)
    {
        foreach (var subscriber in SubscribersOf(GetClassifier(@event)))
        {
            Publish(@event, subscriber);
        }
    }

    protected abstract bool IsSubClassification(TClassifier parent, TClassifier child);

    protected abstract void Publish(TEvent @event, TSubscriber subscriber);

    protected abstract bool Classify(TEvent @event, TClassifier classifier);

    protected abstract TClassifier GetClassifier(TEvent @event);

    private TSubscriber[] SubscribersOf(TClassifier classifier)
    {
        if (_cache.TryGetValue(classifier, out var known))
        {
            return known;
        }

        lock (_lock)
        {
            return _cache[classifier] = [.. _subscriptions.Where(one => IsSubClassification(one.Classifier, classifier)).Select(one => one.Subscriber).Distinct()];
        }
    }

    private bool Remove(Func<(TClassifier Classifier, TSubscriber Subscriber), bool> goes)
    {
        lock (_lock)
        {
            var rest = _subscriptions.Where(one => !goes(one)).ToArray();
            var removed = rest.Length < _subscriptions.Length;
            if (removed)
            {
                _subscriptions = rest;
                _cache.Clear();
            }

            return removed;
        }
    }
}

public class LoggingBus : EventBus<object, Type, IActorRef>
{
    private volatile int _level = (int)LogLevel.InfoLevel;

    public LogLevel LogLevel => (LogLevel)_level;

    public void SetLogLevel(LogLevel logLevel) => _level = (int)logLevel;

    protected override bool IsSubClassification(Type parent, Type child) => parent.IsAssignableFrom(child);

    protected override void Publish(object @event, IActorRef subscriber) => subscriber.Tell(@event, ActorRefs.NoSender);

    protected override bool Classify(object @event, Type classifier) => classifier.IsInstanceOfType(@event);

    protected override Type GetClassifier(object @event) => @event.GetType();
}

public class EventStream : LoggingBus
{
    public EventStream(bool debug) => _ = debug;

    public override bool Subscribe(IActorRef subscriber, Type channel)
    {
        ArgumentNullException.ThrowIfNull(subscriber);
        ArgumentNullException.ThrowIfNull(channel);
        return base.Subscribe(subscriber, channel);
    }

    public override bool Unsubscribe(IActorRef subscriber, Type channel) => base.Unsubscribe(subscriber, channel);

    public override bool Unsubscribe(IActorRef subscriber) => base.Unsubscribe(subscriber);

    /// <summary>Drops a subscriber that has died.</summary>
    internal void Forget(IActorRef subscriber) => Unsubscribe(subscriber);
}

public static class EventStreamExtensions
{
    public static bool Subscribe<TChannel>(this EventStream eventStream, IActorRef subscriber) => eventStream.Subscribe(subscriber, typeof(TChannel));

    public static bool Unsubscribe<TChannel>(this EventStream eventStream, IActorRef subscriber) => eventStream.Unsubscribe(subscriber, typeof(TChannel));
}
