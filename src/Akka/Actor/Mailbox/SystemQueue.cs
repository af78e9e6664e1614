namespace Akka.Actor;

/// <summary>A lock-free list that many add to and one takes from, whole and in order. Closing it refuses all later messages.</summary>
internal sealed class SystemQueue
{
    private static readonly SystemMessage End = new Terminate();

    private SystemMessage _newest;

    public bool IsEmpty => Volatile.Read(ref _newest) is var newest && (newest is null || ReferenceEquals(newest, End));

    public bool TryAdd(SystemMessage message)
    {
        while (true)
        {
            var newest = Volatile.Read(ref _newest);
            if (ReferenceEquals(newest, End))
            {
                return false;
            }

            message.Next = newest;
            if (ReferenceEquals(Interlocked.CompareExchange(ref _newest, message, newest), newest))
            {
                return true;
            }
        }
    }

    /// <summary>Everything queued so far, oldest first; null when there is nothing.</summary>
    public SystemMessage TakeAll()
    {
        while (true)
        {
            var newest = Volatile.Read(ref _newest);
            if (newest is null || ReferenceEquals(newest, End))
            {
                return null;
            }

            if (ReferenceEquals(Interlocked.CompareExchange(ref _newest, null, newest), newest))
            {
                return Reverse(newest);
            }
        }
    }

    /// <summary>Refuses messages from now on and hands over the rest, oldest first.</summary>
    public SystemMessage Close()
    {
        var newest = Interlocked.Exchange(ref _newest, End);
        return ReferenceEquals(newest, End) ? null : Reverse(newest);
    }

    private static SystemMessage Reverse(SystemMessage newest)
    {
        SystemMessage oldest = null;
        while (newest is not null)
        {
            var next = newest.Next;
            newest.Next = oldest;
            oldest = newest;
            newest = next;
        }

        return oldest;
    }
}
