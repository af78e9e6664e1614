using Akka.Actor;

namespace EdgeActors.FaultKit;

/// <summary>Messages of one actor that wait until others have passed them. They outlive a restart, as its mailbox does.</summary>
internal sealed class HeldMessages
{
    private readonly List<Held> _held = [];
    private long _number;

    /// <summary>Holds a message until <paramref name="past"/> others have been handled.</summary>
    public long Hold(Redelivery message, IActorRef sender, int past)
    {
        _held.Add(new Held(++_number, message, sender, past));
        return _number;
    }

    /// <summary>A message has been handled: takes out what that was the last one for.</summary>
    public IReadOnlyList<(Redelivery Message, IActorRef Sender)> Passed()
    {
        if (_held.Count == 0)
        {
            return [];
        }

        _held.ForEach(held => held.Past--);
        return TakeWhere(held => held.Past <= 0);
    }

    /// <summary>Takes out one, if it is still held.</summary>
    public IReadOnlyList<(Redelivery Message, IActorRef Sender)> Take(long number) => TakeWhere(held => held.Number == number);

    /// <summary>Takes out all.</summary>
    public IReadOnlyList<(Redelivery Message, IActorRef Sender)> TakeAll() => TakeWhere(_ => true);

    private List<(Redelivery Message, IActorRef Sender)> TakeWhere(Predicate<Held> due)
    {
        List<(Redelivery, IActorRef)> taken = [.. _held.Where(held => due(held)).Select(held => (held.Message, held.Sender))];
        _held.RemoveAll(due);
        return taken;
    }

    private sealed class Held(long number, Redelivery message, IActorRef sender, int past)
    {
        public long Number => number;

        public Redelivery Message => message;

        public IActorRef Sender => sender;

        public int Past { get; set; } = past;
    }
}
