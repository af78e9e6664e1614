using System.Runtime.CompilerServices;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Akka.TestKit;
using EdgeActors.Capture;
using EdgeActors.Capture.Layout;
using EdgeActors.Specs.Capture.Fakes;
using EdgeActors.Specs.Capture.Layout;
using EdgeActors.Upload;
using static EdgeActors.Upload.UploadProtocol;

namespace EdgeActors.Specs.Upload;

public sealed class PutMemorySpecs
{
    [Fact]
    public async Task Nothing_of_what_the_sink_has_taken_is_held_until_its_time_would_have_been_up()
    {
        TestScheduler scheduler = new(ConfigurationFactory.Empty, NoLogger.Instance);
        WeakReference taken = await PutAsync(scheduler);

        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();

        Assert.False(taken.IsAlive);
        GC.KeepAlive(scheduler);
    }

    // Of its own, so that no local of the spec holds what was put.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<WeakReference> PutAsync(IScheduler scheduler)
    {
        TakingSink sink = new();
        CaptureBatch batch = new(1, [Captures.One(items: Captures.Item(CaptureItemKind.InputTensor, 4))]);
        UploadSetting setting = new(new UploadOptions(), sink, new FakeSpool(), new BatchLayout(Captures.Options));
        PutOutcome outcome = await new BatchPut(setting, scheduler, []).RunAsync(new BatchToUpload(1, false, 0, 0, [1], batch), CancellationToken.None);
        Assert.Equal(PutEnd.Stored, outcome.End);
        return Assert.Single(sink.Taken);
    }

    private sealed class TakingSink : ICaptureSink
    {
        public List<WeakReference> Taken { get; } = [];

        public string ReferenceTo(string key) => "taken://" + key;

        public Task<SinkResult> PutAsync(SinkObject content, CancellationToken cancelled)
        {
            Taken.Add(new WeakReference(content));
            return Task.FromResult(SinkResult.Stored);
        }
    }
}
