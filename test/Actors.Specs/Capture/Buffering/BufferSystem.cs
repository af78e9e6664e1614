using Akka.Actor;
using Akka.Event;
using Akka.TestKit;
using EdgeActors.Capture;
using EdgeActors.Capture.Buffering;
using EdgeActors.Capture.Journal;
using EdgeActors.Capture.Layout;
using EdgeActors.Capture.Ledger;
using EdgeActors.Hosting;
using EdgeActors.Specs.Capture.Fakes;
using EdgeActors.Specs.Models;
using EdgeActors.Upload;
using static EdgeActors.Capture.CaptureProtocol;

namespace EdgeActors.Specs.Capture.Buffering;

/// <summary>
/// The capture buffer and its uploader on virtual time, with a journal, a spool and a sink that fail on demand, wired as the host does it. At its
/// end no Error may have been logged but those that the spec has said it expects.
/// </summary>
internal sealed class BufferSystem : IAsyncDisposable
{
    /// <summary>Code of a rejection for want of room.</summary>
    public const int NoSpace = 28;

    /// <summary>Code of a rejection because the journal's file is not its own any more.</summary>
    public const int FileLost = 2;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static int _systems;

    private readonly ActorSystem _system;
    private readonly LoggedEvents _logged;
    private readonly CaptureOptions _options;
    private readonly UploadOptions _upload;
    private string[] _expectedErrors = [];
    private CaptureLife _life = new();

    public BufferSystem(
        Func<CaptureOptions, CaptureOptions>? change = null,
        Func<UploadOptions, UploadOptions>? upload = null,
        string scheduler = "Akka.TestKit.TestScheduler, Akka.TestKit",
        bool start = true)
    {
        CaptureOptions options = new() { Durable = true, BatchSize = 2, BufferSize = 10 };
        _options = change?.Invoke(options) ?? options;
        _upload = upload?.Invoke(new UploadOptions()) ?? new UploadOptions();
        string name = "capture-" + Interlocked.Increment(ref _systems);
        _system = ActorSystem.Create(name, $$"""
            akka { loglevel = WARNING, stdout-loglevel = OFF, loggers = [], scheduler.implementation = "{{scheduler}}" }
            akka.persistence.journal { plugin = "akka.persistence.journal.failable"
              failable.class = "{{typeof(FailableJournal).FullName}}, {{typeof(FailableJournal).Assembly.GetName().Name}}" }
            akka.persistence.snapshot-store { plugin = "akka.persistence.snapshot-store.failable"
              failable.class = "{{typeof(FailableSnapshots).FullName}}, {{typeof(FailableSnapshots).Assembly.GetName().Name}}" }
            """ + "\n" + CaptureJournalSerializer.Hocon);
        _logged = new LoggedEvents(_system);
        Journal = FailableJournal.Of(name);
        Snapshots = FailableSnapshots.Of(name);
        _system.ActorOf(Props.Create(() => new UnansweredCaptures()));
        Buffer = start ? Start() : ActorRefs.Nobody;
    }

    public ActorSystem System => _system;

    public FakeSpool Spool { get; } = new();

    public FakeSink Sink { get; } = new();

    public JournalSwitches Journal { get; }

    public SnapshotSwitches Snapshots { get; }

    public IActorRef Buffer { get; private set; }

    /// <summary>The door of the buffer that was started last.</summary>
    public CaptureDoor Door { get; private set; } = new();

    /// <summary>What the buffer that was started last shows.</summary>
    public CaptureGauge Gauge { get; private set; } = new();

    public DateTimeOffset Now => _system.Scheduler.Now;

    public IReadOnlyCollection<Error> Errors => _logged.Errors;

    /// <summary>The parts of Error messages that this spec provokes.</summary>
    public void ExpectError(params string[] parts) => _expectedErrors = parts;

    public void Advance(TimeSpan by) => ((TestScheduler)_system.Scheduler).Advance(by);

    /// <summary>Moves time on in steps until something holds.</summary>
    public async Task AdvanceUntil(Func<bool> condition, TimeSpan step)
    {
        await ModelsSystem.Eventually(() =>
        {
            if (condition())
            {
                return true;
            }

            Advance(step);
            return false;
        });
    }

    /// <summary>Under the supervisor that the host uses.</summary>
    public IActorRef Start()
    {
        UploadSetting upload = new(_upload, Sink, Spool, new BatchLayout(Layout.Captures.Options));
        CaptureSetting setting = new(_options, Spool, UploaderActor.Props(upload))
        {
            FaultOf = static cause => cause.HResult switch
            {
                NoSpace => JournalFault.DiskFull,
                FileLost => JournalFault.Lost,
                _ => JournalFault.Broken,
            },
        };
        (Door, Gauge, _life) = (setting.Door, setting.Gauge, setting.Life);
        return Buffer = _system.ActorOf(CaptureSupervision.Props(setting, NoFaults.Instance));
    }

    /// <summary>Kills the buffer, all that is only in memory with it, and starts another on the same journal, spool and sink.</summary>
    public async Task Restart()
    {
        await Kill();
        Start();
    }

    public async Task Kill()
    {
        TaskCompletionSource gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
        IActorRef buffer = Buffer;
        _system.ActorOf(Props.Create(() => new Watcher(buffer, gone)));
        await gone.Task.WaitAsync(Patience);
    }

    public Task<ICaptureReply> Accept(string id, int bytes = 10, DateTimeOffset? time = null) => Accept(Draft(id, bytes, time));

    public async Task<ICaptureReply> Accept(CaptureDraft draft)
    {
        object reply = await Buffer.Ask<object>(new BufferProtocol.Accept(draft), Patience);
        return reply as ICaptureReply ?? CaptureFaults.Down(_life.Fault);
    }

    public async Task Accepted(params string[] ids)
    {
        foreach (string id in ids)
        {
            Assert.IsType<CaptureProtocol.CaptureAccepted>(await Accept(id));
        }
    }

    public async Task<CaptureRefused> Refused(string id, int bytes = 10, DateTimeOffset? time = null) =>
        Assert.IsType<CaptureRefused>(await Accept(id, bytes, time));

    public async Task<CaptureStatus> Status(string id) =>
        (await Buffer.Ask<BufferProtocol.StatusIs>(new BufferProtocol.GetStatus(id), Patience)).Status;

    public async Task<CaptureView> View() => (await Buffer.Ask<BufferProtocol.ViewIs>(BufferProtocol.GetView.Instance, Patience)).View;

    public async Task<string?> SinkReason() => (await Buffer.Ask<BufferProtocol.ViewIs>(BufferProtocol.GetView.Instance, Patience)).SinkReason;

    public Task<BufferProtocol.Stopped> Stop(TimeSpan within) => Buffer.Ask<BufferProtocol.Stopped>(new BufferProtocol.Stop(within), Patience);

    /// <summary>Waits until the view is as wanted; the books balance in every view.</summary>
    public async Task<CaptureView> Until(Func<CaptureView, bool> condition)
    {
        using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(2));
        using CancellationTokenSource patience = new(Patience);
        while (true)
        {
            CaptureView view = await View();
            Assert.Equal(view.Books.Accepted, view.Books.Stored + view.Books.Failed + view.Books.Evicted + view.Pending);
            if (condition(view))
            {
                return view;
            }

            Assert.True(await timer.WaitForNextTickAsync(patience.Token), $"{view}");
        }
    }

    public static CaptureDraft Draft(string id, int bytes = 10, DateTimeOffset? time = null) => new(
        id, "m", "m", "1.0", time, [new CaptureDraftItem(CaptureItemKind.InputTensor, "in", "Tensor[UINT8; 1]", false, new byte[bytes])]);

    public async ValueTask DisposeAsync()
    {
        await _system.Terminate().WaitAsync(Patience);
        _system.Dispose();
        _logged.AssertNoErrorBut(_expectedErrors);
    }

    private sealed class Watcher : ReceiveActor
    {
        public Watcher(IActorRef watched, TaskCompletionSource gone)
        {
            Context.Watch(watched);
            Receive<Terminated>(_ => gone.SetResult());
            Context.System.Stop(watched);
        }
    }
}
