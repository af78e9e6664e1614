using EdgeActors.Storage.Files;
using Microsoft.Extensions.Logging;

namespace EdgeActors.ServiceManager.History;

/// <summary>
/// Counts starts and crashes over the life of a data root. Each start leaves a mark that a stop on request takes away: who finds one knows
/// that the agent before crashed. A lock tells whether that one runs still. What cannot be kept is not counted; it never fails a start.
/// </summary>
internal sealed class ProcessHistory : IProcessHistory, IDisposable
{
    /// <summary>Name of the file that the running agent holds a lock on.</summary>
    public const string LockName = "process.lock";

    private const string BootFile = "/proc/sys/kernel/random/boot_id";

    private readonly ProcessRecordFile? _file;
    private readonly FileStream? _lock;
    private readonly ILogger _log;

    private ProcessHistory(ProcessRecord record, ProcessRecordFile? file, FileStream? held, ILogger log) =>
        (Record, _file, _lock, _log) = (record, file, held, log);

    /// <inheritdoc />
    public ProcessRecord Record { get; private set; }

    /// <summary>Which start of the machine this is; empty when the system does not tell.</summary>
    public static string BootOfThisMachine()
    {
        try
        {
            return File.Exists(BootFile) ? File.ReadAllText(BootFile).Trim() : "";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A power cut counts as a crash then.
            return "";
        }
    }

    /// <summary>Counts this start.</summary>
    /// <param name="folder">The data root; created when missing.</param>
    /// <param name="now">The time.</param>
    /// <param name="boot">Which start of the machine this is.</param>
    /// <param name="log">Told what was found.</param>
    public static async Task<ProcessHistory> BeginAsync(DurableFolder folder, DateTimeOffset now, string boot, ILogger log)
    {
        FileStream? held = null;
        try
        {
            folder.Ensure();
            held = Hold(Path.Combine(folder.Path, LockName));
            ProcessRecordFile file = new(folder);
            ProcessRecord before = Read(file, log);
            ProcessRecord record = before.Started(now, boot);
            await file.WriteAsync(record);
            Tell(log, before, record, boot);
            return new ProcessHistory(record, file, held, log);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            await (held?.DisposeAsync() ?? ValueTask.CompletedTask);
            log.NoHistory(exception.Message);
            return new ProcessHistory(ProcessRecord.Empty.Started(now, boot), file: null, held: null, log);
        }
    }

    /// <summary>Keeps the stop at the moment when it is asked for.</summary>
    /// <returns>Ends when it is kept.</returns>
    public async Task KeepStopAsync(CancellationToken stop)
    {
        TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using CancellationTokenRegistration registration = stop.Register(asked.SetResult);
        await asked.Task;
        await StopAsync();
    }

    /// <summary>The agent was asked to stop; whatever becomes of the stop, it is no crash.</summary>
    public async Task StopAsync()
    {
        Record = Record.Stopped();
        if (_file is null)
        {
            return;
        }

        try
        {
            await _file.WriteAsync(Record);
        }
        catch (IOException exception)
        {
            _log.NoHistory(exception.Message);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _lock?.Dispose();

    // Held until the process ends, however it ends.
    private static FileStream Hold(string path)
    {
        FileStreamOptions exclusive = new() { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            exclusive.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, exclusive);
    }

    private static ProcessRecord Read(ProcessRecordFile file, ILogger log)
    {
        try
        {
            return file.Read();
        }
        catch (InvalidDataException damaged)
        {
            log.HistoryLost(file.Path, damaged.Message);
            return ProcessRecord.Empty;
        }
    }

    private static void Tell(ILogger log, ProcessRecord before, ProcessRecord record, string boot)
    {
        PreviousEnd end = before.EndOfLast(boot);
        if (end is PreviousEnd.Crash or PreviousEnd.PowerCut)
        {
            log.StartedAfter(end == PreviousEnd.Crash ? "crash" : "power cut", before.Running!.Since);
        }

        log.Started(record.Starts, record.Crashes, record.PowerCuts);
    }
}
