using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Engines.Dlr.Output;

/// <summary>
/// All that libdlr prints. Standard output is taken from the first use on; standard error while a model is loaded, since that is where libdlr says why it
/// refuses one. Runs leave standard error alone: what a dying process says there must be seen.
/// </summary>
internal sealed class DlrOutput : IDisposable
{
    private const int MostLines = 200;

    private readonly Lock _gate = new();
    private readonly ILogger _log;
    private readonly PrintedLines? _output;

    /// <summary>Takes standard output.</summary>
    public DlrOutput(ILogger log)
    {
        _log = log;
        _output = PrintedLines.Redirect(PrintedLines.Output, line => DlrLog.Printed(log, line));
    }

    /// <summary>
    /// Does something that may print errors; <paramref name="errors"/> has them when it fails. When another load is under way nobody could tell whose they
    /// are, and then they are left where they go.
    /// </summary>
    public T Listen<T>(Func<T> work, ConcurrentQueue<string> errors)
    {
        if (!_gate.TryEnter())
        {
            return work();
        }

        try
        {
            using PrintedLines? lines = PrintedLines.Redirect(PrintedLines.Error, line => Take(line, errors));
            return work();
        }
        finally
        {
            _gate.Exit();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _output?.Dispose();

    private void Take(string line, ConcurrentQueue<string> errors)
    {
        DlrLog.Printed(_log, line);
        if (errors.Count < MostLines)
        {
            errors.Enqueue(line);
        }
    }
}
