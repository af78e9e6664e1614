using static EdgeActors.Upload.UploadProtocol;

namespace EdgeActors.Upload;

/// <summary>
/// Delivers the batches in their order, one at a time.
/// <code>
/// asking   -> putting    the owner gives a batch
/// putting  -> asking     the sink has it
/// putting  -> pausing    the sink takes nothing now; then the same batch again
/// putting  -> revising   some captures are refused while others are taken, or cannot be read: the owner takes them out
/// putting  -> probing    all is refused: is it this batch or the sink? the next batch tells
/// probing  -> revising   the next one is taken: it is this batch
/// probing  -> pausing    the next one is refused as well, or there is none: an outage, nothing is given up
/// </code>
/// </summary>
internal sealed class OrdinaryLane(IUploadHost host, SuspectLane suspects)
{
    private const string Timer = "ordinary";

    private UploadWork? _head;
    private UploadWork? _probe;
    private PutOutcome? _refusal;
    private bool _paused;

    public void Ask()
    {
        _head = null;
        host.Say(new GiveBatch(Suspects: false, After: 0, Tell: true));
    }

    public void OnBatch(BatchToUpload batch)
    {
        if (batch.After == 0)
        {
            _head = new UploadWork(batch);
            Begin();
        }
        else if (batch.After == _head?.Number)
        {
            _probe = new UploadWork(batch);
            host.Attempt(_probe);
        }
    }

    public void OnNothing(NothingToUpload nothing)
    {
        if (nothing.After == 0)
        {
            host.Pace.Drained();
        }
        else if (nothing.After == _head?.Number && _refusal is { } refusal)
        {
            Pause(refusal);
        }
    }

    public void OnRevised(BatchRevised revised)
    {
        if (revised.Number != _head?.Number)
        {
            return;
        }

        if (revised.Rest is { } rest)
        {
            _head = new UploadWork(rest, _head.Stored);
            Begin();
        }
        else
        {
            Ask();
        }
    }

    public void OnEnded(UploadWork work, PutOutcome outcome)
    {
        if (work == _head)
        {
            OnHeadEnded(work, outcome);
        }
        else if (work == _probe && _head is { } head)
        {
            OnProbeEnded(head, work, outcome);
        }
    }

    /// <summary>A pause is cut short.</summary>
    public void Hurry()
    {
        if (_paused)
        {
            Begin();
        }
    }

    private void Begin()
    {
        TimeSpan wait = host.Pace.Wait(host.Now);
        _paused = wait > TimeSpan.Zero;
        if (_paused)
        {
            host.Later(Timer, wait, Begin);
        }
        else if (_head is { } head)
        {
            host.Pace.Begin(host.Now);
            host.Attempt(head);
        }
    }

    private void OnHeadEnded(UploadWork head, PutOutcome outcome)
    {
        switch (outcome.End)
        {
            case PutEnd.Stored:
                host.Say(new BatchDelivered(head.Number));
                Ask();
                break;
            case PutEnd.Unreadable:
                host.Say(new CapturesUnreadable(head.Number, outcome.Captures, outcome.Reason));
                break;
            case PutEnd.Refused when outcome.Stored > 0:
                PutAside(head, outcome);
                break;
            case PutEnd.Refused:
                _refusal = outcome;
                host.Say(new GiveBatch(Suspects: false, head.Number, Tell: false));
                break;
            default:
                Pause(outcome);
                break;
        }
    }

    private void OnProbeEnded(UploadWork head, UploadWork probe, PutOutcome outcome)
    {
        _probe = null;
        if (!outcome.IsTaken)
        {
            Pause(outcome);
            return;
        }

        if (outcome.End == PutEnd.Stored)
        {
            host.Say(new BatchDelivered(probe.Number));
        }

        PutAside(head, _refusal!);
    }

    private void PutAside(UploadWork head, PutOutcome refusal)
    {
        host.Say(new SetAside(head.Number, refusal.Captures, refusal.Reason));
        suspects.Split();
    }

    private void Pause(PutOutcome outcome)
    {
        host.Fail(outcome);
        Begin();
    }
}
