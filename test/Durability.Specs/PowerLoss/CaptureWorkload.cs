using EdgeActors.Capture;
using EdgeActors.Specs.Load;

namespace EdgeActors.Specs.PowerLoss;

/// <summary>
/// What is recorded: captures one after the other, each promised by a line <c>ACK id</c> once the buffer has said so. The sink takes nothing at first,
/// so that batches are sealed; then everything is delivered, with a snapshot and a deletion of events on the way.
/// </summary>
internal static class CaptureWorkload
{
    private const int BeforeTheSink = 14;
    private const int Captures = 40;
    private const int BatchSize = 5;

    public static async Task RunAsync(string root, TextWriter output)
    {
        using CancellationTokenSource late = new(TimeSpan.FromMinutes(1));
        GatedSink gate = new(open: false);
        await using CaptureStack stack = await CaptureStack.StartAsync(root, BatchSize, gate);
        List<string> accepted = [];
        for (int n = 1; n <= Captures; n++)
        {
            if (n == BeforeTheSink)
            {
                await SealedAsync(root, late.Token);
                gate.Open();
                await stack.StoredAsync(accepted, late.Token);
            }

            string id = $"c-{n}";
            CaptureProtocol.ICaptureReply reply = await stack.Buffer.AcceptAsync(Draft(id, Size(n)), late.Token);
            if (reply is not CaptureProtocol.CaptureAccepted)
            {
                throw new InvalidOperationException($"{id} was not accepted: {reply}");
            }

            await output.WriteLineAsync("ACK " + id);
            await output.FlushAsync(late.Token);
            accepted.Add(id);
        }

        await stack.StoredAsync(accepted, late.Token);
    }

    private static async Task SealedAsync(string root, CancellationToken late)
    {
        string batches = Path.Combine(CaptureStack.DataRoot(root), "spool", "batches");
        using PeriodicTimer tick = new(TimeSpan.FromMilliseconds(5));
        while (!Directory.Exists(batches) || !Directory.EnumerateFiles(batches, "*.batch").Any())
        {
            await tick.WaitForNextTickAsync(late);
        }
    }

    /// <summary>Bytes of the capture with this number: small, at the embed limit, in the spool.</summary>
    private static int Size(int number) => (number % 5) switch
    {
        0 => 6_000,
        1 => 200,
        _ => 3_000,
    };

    private static CaptureDraft Draft(string id, int size) => new(
        id,
        "halves",
        "halves",
        "1",
        null,
        [new CaptureDraftItem(CaptureItemKind.InputTensor, CaptureContent.Tensor, $"Tensor[UINT8; {size}]", false, CaptureContent.Bytes(id, size))]);
}
