using static EdgeActors.Upload.UploadProtocol;

namespace EdgeActors.Upload;

/// <summary>
/// Delivers the batches in their order, one at a time.
/// <code>
/// asking   -> putting    the owner gives a batch
/// putting  -> asking     the sink has it
/// putting  -> pausing    the sink takes nothing now; then the same batch again
/// putting  -> revising   some captures are refused while others are taken, or cannot be read: the owner takes them out
/// putting  -> probing    all is refused: is it this batch or the sink? a later batch tells
/// probing  -> putting    the later one is taken: this batch once more
/// putting  -> revising   all is refused again: it is this batch
/// probing  -> pausing    it is refused as well, or there is none: an outage, nothing is given up; the next time another one is asked
/// </code>
/// </summary>
internal sealed class OrdinaryLane(IUploadHost host, SuspectLane suspects)
{
    private const string Timer = "ordinary";

    private UploadWork? _head;
    private UploadWork? _probe;
    private PutOutcome? _refusal;
    private long _probeAfter;
    private bool _probed;
    private bool _paused;

    public void Ask()
    {
        (_head, _probeAfter, _probed) = (null, 0, false);
        host.Say(new GiveBatch(Suspects: false, After: 0, Tell: true));
    }

    public void OnBatch(BatchToUpload batch)
    {
        if (batch.After == 0)
        {
            _head = new UploadWork(batch);
            Begin();
        }
        else if (batch.After == _probeAfter && _head is not null)
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
        else if (nothing.After == _probeAfter && _head is { } head && _refusal is { } refusal)
        {
            _probeAfter = head.Number;
            Pause(refusal);
        }
    }

    public void OnRevised(BatchRevised revised)
    {
        if (revised.Number != _head?.Number)
        {
            return;
        }

        suspects.Begin();
        if (revised.Rest is { } rest)
        {
            (_head, _probeAfter, _probed) = (new UploadWork(rest, _head.Stored), 0, false);
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
                host.Say(new CapturesUnreadable(head.Number, [.. outcome.Captures.SelectMany(static group => group)], outcome.Reason));
                break;
            case PutEnd.Refused when outcome.Stored > 0 || _probed:
                PutAside(head, outcome);
                break;
            case PutEnd.Refused:
                _refusal = outcome;
                _probeAfter = Math.Max(_probeAfter, head.Number);
                host.Say(new GiveBatch(Suspects: false, _probeAfter, Tell: false));
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
            _probeAfter = outcome.End == PutEnd.Unavailable ? _probeAfter : probe.Number;
            Pause(outcome);
            return;
        }

        if (outcome.End == PutEnd.Stored)
        {
            host.Say(new BatchDelivered(probe.Number));
        }

        // Once more, since the sink may have changed its mind between the two.
        _probed = true;
        host.Attempt(head);
    }

    private void PutAside(UploadWork head, PutOutcome refusal)
    {
        host.Say(new SetAside(head.Number, refusal.Captures, refusal.Reason));
        suspects.Split();
    }

    private void Pause(PutOutcome outcome)
    {
        _probed = false;
        host.Fail(outcome);
        Begin();
    }
}
