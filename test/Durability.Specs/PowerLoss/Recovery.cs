using EdgeActors.Specs.CaptureReading;
using EdgeActors.Specs.Load;

namespace EdgeActors.Specs.PowerLoss;

/// <summary>Starts the product on what a power cut has left and judges what comes of it.</summary>
/// <param name="root">Folder of the recorded run.</param>
/// <param name="scratch">Folder for the states, best in memory.</param>
internal sealed class Recovery(string root, string scratch)
{
    private const int BatchSize = 1;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <returns>Null when nothing acknowledged is lost, nothing is double and nothing was found damaged; else what is wrong.</returns>
    public async Task<string?> FaultAsync(CrashState state, int number)
    {
        string folder = Path.Combine(scratch, $"state-{number}");
        state.WriteTo(root, folder);
        try
        {
            using CancellationTokenSource late = new(Limit);
            await using (CaptureStack stack = await CaptureStack.StartAsync(folder, BatchSize, new GatedSink(open: true)))
            {
                await stack.StoredAsync(state.Acknowledged, late.Token);
            }

            return Judge(folder, state);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            return $"after event {state.After}: {fault.GetType().Name}: {fault.Message}";
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string? Judge(string folder, CrashState state)
    {
        string[] damaged =
        [
            .. new[] { "damaged", Path.Combine("spool", "damaged") }
                .Select(name => Path.Combine(CaptureStack.DataRoot(folder), name))
                .Where(Directory.Exists)
                .SelectMany(Directory.EnumerateFiles)
                .Select(file => Path.GetFileName(file)),
        ];
        string captures = CaptureStack.CaptureRoot(folder);
        SinkBooks books = SinkBooks.Of(
            Directory.Exists(captures) ? CaptureListing.OfFolder(captures) : new Dictionary<string, Func<byte[]>>(), GatedSink.KeyOf);
        string?[] faults =
        [
            damaged.Length > 0 ? "set aside as damaged: " + string.Join(", ", damaged) : null,
            books.Fault(state.Acknowledged),
        ];
        return string.Join("; ", faults.OfType<string>()) is { Length: > 0 } all ? $"after event {state.After}: {all}" : null;
    }
}
