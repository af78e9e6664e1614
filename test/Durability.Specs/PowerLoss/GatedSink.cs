using EdgeActors.Upload;

namespace EdgeActors.Specs.PowerLoss;

/// <summary>A sink that takes nothing until it is opened, and whose references are the same for every copy of its folder.</summary>
internal sealed class GatedSink(bool open)
{
    private const string Scheme = "file:///recorded/";

    private volatile bool _open = open;

    public void Open() => _open = true;

    public ICaptureSink Before(ICaptureSink sink) => new Port(this, sink);

    /// <summary>The key that a reference means.</summary>
    public static string? KeyOf(string reference) =>
        reference.StartsWith(Scheme, StringComparison.Ordinal) ? reference[Scheme.Length..] : null;

    private sealed class Port(GatedSink gate, ICaptureSink sink) : ICaptureSink
    {
        public string ReferenceTo(string key) => Scheme + key;

        public Task<SinkResult> PutAsync(SinkObject content, CancellationToken cancelled) =>
            gate._open ? sink.PutAsync(content, cancelled) : Task.FromResult(new SinkResult(SinkOutcome.Unavailable, "the gate is shut"));
    }
}
