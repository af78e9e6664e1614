using static EdgeActors.Upload.UploadProtocol;

namespace EdgeActors.Upload;

/// <summary>
/// Suspects are tried one after the other, then again after a pause that grows with each round. A refusal counts against one only when the sink took
/// something of the same kind since the last: a sink that refuses everything says nothing about a capture.
/// </summary>
internal sealed class SuspectLane(IUploadHost host)
{
    private const string Timer = "suspects";

    private readonly Dictionary<long, Taken> _lastRefusals = [];
    private Taken _taken;
    private Taken _splitAt;
    private long _last;
    private int _left;
    private int _rounds;
    private bool _isBusy;

    /// <summary>Tries the next suspect of this round.</summary>
    public void Ask()
    {
        if (!_isBusy)
        {
            _isBusy = true;
            host.Say(new GiveBatch(Suspects: true, _last, Tell: false));
        }
    }

    public void OnBatch(BatchToUpload batch) => host.Attempt(new UploadWork(batch));

    /// <summary>The round is over; with suspects left there is another.</summary>
    public void OnNothing()
    {
        _isBusy = false;
        bool isNeeded = _left > 0;
        (_left, _last) = (0, 0);
        if (isNeeded)
        {
            _rounds++;
            Arm();
        }
    }

    /// <summary>Objects that either lane has stored.</summary>
    public void Count(PutOutcome outcome) => _taken = new Taken(_taken.Objects + outcome.Stored, _taken.Manifests + outcome.Manifests);

    /// <summary>Captures are to become suspects: what the sink took until now does not count against them.</summary>
    public void Split() => _splitAt = _taken;

    /// <summary>There may be new suspects: their first round begins after the shortest pause.</summary>
    public void Begin()
    {
        _rounds = 1;
        Arm();
    }

    public void OnEnded(UploadWork work, PutOutcome outcome)
    {
        _isBusy = false;
        switch (outcome.End)
        {
            case PutEnd.Unavailable:
                host.Fail(outcome);
                host.Later(Timer, host.Pace.Wait(host.Now) + host.Delay(1), Ask);
                return;
            case PutEnd.Stored:
                host.Say(new BatchDelivered(work.Number));
                _lastRefusals.Remove(work.Number);
                break;
            case PutEnd.Unreadable:
                host.Say(new CapturesUnreadable(work.Number, [.. outcome.Captures.SelectMany(static group => group)], outcome.Reason));
                _lastRefusals.Remove(work.Number);
                break;
            default:
                Refuse(work, outcome);
                break;
        }

        _last = work.Number;
        Ask();
    }

    private void Refuse(UploadWork work, PutOutcome outcome)
    {
        Taken since = _lastRefusals.GetValueOrDefault(work.Number, _splitAt);
        _lastRefusals[work.Number] = _taken;
        _left++;
        if (outcome.Manifest ? _taken.Manifests > since.Manifests : _taken.Objects > since.Objects)
        {
            host.Say(new BatchRefused(work.Number, outcome.Reason));
        }
    }

    private void Arm() => host.Later(Timer, host.Delay(_rounds), Ask);

    private readonly record struct Taken(long Objects, long Manifests);
}
