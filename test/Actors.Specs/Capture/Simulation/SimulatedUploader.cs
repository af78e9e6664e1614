using EdgeActors.Upload;
using static EdgeActors.Upload.UploadProtocol;

namespace EdgeActors.Specs.Capture.Simulation;

/// <summary>The lanes of the uploader without their actor; part of a <see cref="SimulatedBuffer"/>'s life.</summary>
internal sealed class SimulatedUploader : IUploadHost
{
    private readonly SimulatedWorld _world;
    private readonly Action<object> _say;
    private readonly Action<string, TimeSpan, Action> _later;
    private readonly OrdinaryLane _ordinary;
    private readonly SuspectLane _suspects;
    private readonly Queue<UploadWork> _puts = [];

    public SimulatedUploader(SimulatedWorld world, Action<object> say, Action<string, TimeSpan, Action> later)
    {
        (_world, _say, _later) = (world, say, later);
        _suspects = new SuspectLane(this);
        _ordinary = new OrdinaryLane(this, _suspects);
    }

    public UploadPace Pace { get; } = new(new UploadOptions(), new Random(1));

    public TimeSpan Now => _world.Clock;

    public int Puts => _puts.Count;

    public void Start()
    {
        _ordinary.Ask();
        _suspects.Ask();
    }

    public void SinkStep()
    {
        for (int i = _puts.Count; i > 0; i--)
        {
            UploadWork work = _puts.Dequeue();
            PutOutcome outcome = _world.Put(work.Batch);
            _suspects.Count(outcome);
            if (outcome.IsTaken && Pace.Succeed())
            {
                Say(new SinkChanged(true, ""));
            }

            if (work.Batch.Suspect)
            {
                _suspects.OnEnded(work, outcome);
            }
            else
            {
                _ordinary.OnEnded(work, outcome);
            }
        }
    }

    /// <summary>Some of the puts have reached the sink, and nobody was told.</summary>
    public void Crash(int stored)
    {
        foreach (UploadWork work in _puts.Take(stored))
        {
            _world.Put(work.Batch);
        }
    }

    public void Attempt(UploadWork work) => _puts.Enqueue(work);

    public void Fail(PutOutcome outcome)
    {
        if (Pace.Fail(_world.Clock, outcome.Reason, null))
        {
            Say(new SinkChanged(false, outcome.Reason));
        }
    }

    public TimeSpan Delay(int rounds) => TimeSpan.FromSeconds(rounds);

    public void Later(string key, TimeSpan delay, Action action) => _later(key, delay, action);

    public void Say(object message) => _say(message);

    public void Hear(object reply)
    {
        switch (reply)
        {
            case BatchToUpload { Suspect: true } batch:
                _suspects.OnBatch(batch);
                break;
            case BatchToUpload batch:
                _ordinary.OnBatch(batch);
                break;
            case NothingToUpload { Suspects: true }:
                _suspects.OnNothing();
                break;
            case NothingToUpload nothing:
                _ordinary.OnNothing(nothing);
                break;
            case BatchRevised revised:
                _ordinary.OnRevised(revised);
                break;
            default:
                throw new InvalidOperationException($"{reply} is not for the uploader");
        }
    }
}
