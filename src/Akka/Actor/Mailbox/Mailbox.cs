using System.Collections.Concurrent;

namespace Akka.Actor;

/// <summary>
/// The two queues of a cell and the one status word that decides who runs it. Bit 0 = closed, bit 1 = scheduled or running,
/// the rest counts suspensions. Whoever sets the scheduled bit owns the cell until it is cleared, so actors need no locks.
/// </summary>
internal sealed class Mailbox : IThreadPoolWorkItem
{
    /// <summary>How many user messages one run handles before other work on the pool gets its turn.</summary>
    private const int Throughput = 30;

    private const int Closed = 1;
    private const int Scheduled = 2;
    private const int SuspendUnit = 4;

    private readonly ActorCell _cell;
    private readonly ConcurrentQueue<Envelope> _user = new();
    private readonly SystemQueue _system = new();
    private Stack<Envelope> _front;
    private int _status;

    public Mailbox(ActorCell cell) => _cell = cell;

    public bool IsClosed => (Volatile.Read(ref _status) & Closed) != 0;

    public bool IsSuspended => Volatile.Read(ref _status) >= SuspendUnit;

    public bool HasMessages => _front is { Count: > 0 } || !_user.IsEmpty;

    public int Count => (_front?.Count ?? 0) + _user.Count;

    public void Post(in Envelope envelope)
    {
        if (IsClosed)
        {
            _cell.ToDeadLetters(envelope);
            return;
        }

        _user.Enqueue(envelope);
        if (IsClosed)
        {
            // The cell was closed between the two looks and may have emptied the queue already: nobody else will come for this one.
            DrainUserMessages();
            return;
        }

        ScheduleIf(Volatile.Read(ref _status) < SuspendUnit);
    }

    public void PostSystem(SystemMessage message)
    {
        if (_system.TryAdd(message))
        {
            ScheduleIf(true);
        }
        else
        {
            DeadMailbox.Answer(message);
        }
    }

    /// <summary>Puts an envelope before all others. Only the running cell may call it.</summary>
    public void PushFront(in Envelope envelope) => (_front ??= new Stack<Envelope>()).Push(envelope);

    public void Suspend() => Interlocked.Add(ref _status, SuspendUnit);

    /// <summary>Takes one suspension back. True when the mailbox is open again.</summary>
    public bool Resume()
    {
        while (true)
        {
            var status = Volatile.Read(ref _status);
            if (status < SuspendUnit)
            {
                return true;
            }

            if (Interlocked.CompareExchange(ref _status, status - SuspendUnit, status) == status)
            {
                return status - SuspendUnit < SuspendUnit;
            }
        }
    }

    public void Start() => ScheduleIf(true);

    /// <summary>Closes for ever: what is queued, and whatever comes later, goes to dead letters.</summary>
    public void Close()
    {
        Interlocked.Or(ref _status, Closed);
        for (var message = _system.Close(); message is not null;)
        {
            var next = message.Next;
            message.Next = null;
            DeadMailbox.Answer(message);
            message = next;
        }

        while (_front is not null && _front.TryPop(out var envelope))
        {
            _cell.ToDeadLetters(envelope);
        }

        DrainUserMessages();
    }

    public void Execute()
    {
        ActorCell.Current = _cell;
        try
        {
            if (!IsClosed)
            {
                RunSystemMessages();
                RunUserMessages();
            }
        }
        finally
        {
            ActorCell.Current = null;
            Interlocked.And(ref _status, ~Scheduled);
            ScheduleIf(HasWork());
        }
    }

    private bool HasWork() => !_system.IsEmpty || (Volatile.Read(ref _status) < SuspendUnit && HasMessages);

    private void RunUserMessages()
    {
        for (var left = Throughput; left > 0 && Volatile.Read(ref _status) == Scheduled && TryTake(out var envelope); left--)
        {
            _cell.Invoke(envelope);
            RunSystemMessages();
        }
    }

    private void RunSystemMessages()
    {
        while (!_system.IsEmpty && _system.TakeAll() is { } messages)
        {
            _cell.InvokeSystem(messages);
        }
    }

    private bool TryTake(out Envelope envelope) =>
        (_front is { Count: > 0 } && _front.TryPop(out envelope)) || _user.TryDequeue(out envelope);

    private void ScheduleIf(bool hasWork)
    {
        while (hasWork)
        {
            var status = Volatile.Read(ref _status);
            if ((status & (Closed | Scheduled)) != 0)
            {
                return;
            }

            if (Interlocked.CompareExchange(ref _status, status | Scheduled, status) == status)
            {
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
                return;
            }
        }
    }

    private void DrainUserMessages()
    {
        while (_user.TryDequeue(out var envelope))
        {
            _cell.ToDeadLetters(envelope);
        }
    }
}
