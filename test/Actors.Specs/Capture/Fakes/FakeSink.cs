using EdgeActors.Upload;

namespace EdgeActors.Specs.Capture.Fakes;

/// <summary>A sink in memory that answers as it is told.</summary>
internal sealed class FakeSink : ICaptureSink
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, string> _objects = [];
    private readonly List<string> _order = [];
    private int _puts;

    /// <summary>What to answer; what is stored all the same is told by <see cref="StoresAnyway"/>.</summary>
    public Func<string, SinkResult> Answer { get; set; } = static _ => SinkResult.Stored;

    /// <summary>A sink that stores and then says it did not.</summary>
    public bool StoresAnyway { get; set; }

    /// <summary>Awaited before each answer.</summary>
    public Func<string, CancellationToken, Task>? BeforeAnswer { get; set; }

    public int Puts => Volatile.Read(ref _puts);

    /// <summary>Keys in the order in which they were stored first.</summary>
    public IReadOnlyList<string> Order
    {
        get
        {
            lock (_gate)
            {
                return [.. _order];
            }
        }
    }

    /// <summary>Text of the manifests in the order in which they were stored first.</summary>
    public IReadOnlyList<string> Manifests
    {
        get
        {
            lock (_gate)
            {
                return [.. _order.Where(static key => key.EndsWith(".jsonl", StringComparison.Ordinal)).Select(key => _objects[key])];
            }
        }
    }

    /// <summary>Capture ids in all manifests, as often as they are there.</summary>
    public IReadOnlyList<string> Ids =>
        [.. Manifests.SelectMany(static text => text.Split('\n', StringSplitOptions.RemoveEmptyEntries)).Select(static line =>
            System.Text.Json.JsonDocument.Parse(line).RootElement.GetProperty("eventMetadata").GetProperty("eventId").GetString()!)];

    public static SinkResult Refused { get; } = new(SinkOutcome.Refused, "403 Forbidden");

    public static SinkResult Unavailable { get; } = new(SinkOutcome.Unavailable, "503 Slow Down");

    public string ReferenceTo(string key) => "fake://" + key;

    public async Task<SinkResult> PutAsync(SinkObject content, CancellationToken cancelled)
    {
        Interlocked.Increment(ref _puts);
        if (BeforeAnswer is { } wait)
        {
            await wait(content.Key, cancelled);
        }

        SinkResult answer = Answer(content.Key);
        if (answer.Outcome == SinkOutcome.Stored || StoresAnyway)
        {
            await using Stream stream = await content.OpenAsync(cancelled);
            using StreamReader reader = new(stream);
            string text = await reader.ReadToEndAsync(cancelled);
            lock (_gate)
            {
                if (_objects.TryAdd(content.Key, text))
                {
                    _order.Add(content.Key);
                }
            }
        }

        return answer;
    }
}
