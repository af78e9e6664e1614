using System.Text;
using EdgeActors.Storage.Files;

namespace EdgeActors.Logging;

/// <summary>
/// Lines in a file of bounded size: when it is full it becomes <c>NAME.1</c>, what was that becomes <c>NAME.2</c>, and so on; the oldest goes. The file is
/// the agent's own, mode 0600, and never written through a link. When it cannot be written, lines are counted and the file is tried again after a while:
/// the log is of no worth to an agent that it stops. Nothing is fsynced.
/// </summary>
internal sealed class LogFile(string path, LogOptions options, IFileCalls calls, TimeProvider clock, ILogFileReader reader) : ILineOutput, IDisposable
{
    private readonly LogFileNames _names = new(path, options.Files, calls);
    private OpenedFile? _file;
    private long _length;
    private bool _isTorn;
    private bool _isFailed;
    private long _failedAt;
    private long _lost;

    /// <summary>Opens the file for the first time.</summary>
    /// <exception cref="StorageException">It cannot be, for a reason that will not go away by itself, or it is unsafe.</exception>
    public void Begin()
    {
        try
        {
            _names.RemoveBeyond();
            Open();
        }
        catch (StorageException e) when (e.Fault is StorageFault.DiskFull or StorageFault.Io)
        {
            Fail(e);
        }
    }

    /// <inheritdoc />
    public void Write(LogLine line)
    {
        if (_isFailed && clock.GetElapsedTime(_failedAt) < options.FileRetry)
        {
            _lost++;
            return;
        }

        try
        {
            Append(Encoding.UTF8.GetBytes(line.Text + "\n"));
        }
        catch (StorageException e)
        {
            _lost++;
            Fail(e);
            return;
        }

        if (_isFailed)
        {
            long lost = _lost;
            (_isFailed, _lost) = (false, 0);
            reader.WorksAgain(lost);
        }
    }

    /// <inheritdoc />
    public void Flush()
    {
        // Every line is written at once; the system decides when it goes to the disk.
    }

    /// <inheritdoc />
    public void Dispose() => Close();

    private void Append(byte[] line)
    {
        if (_file is null)
        {
            Open();
        }

        if (_length > 0 && _length + line.Length > options.FileBytes)
        {
            Close();
            _names.Shift();
            Open();
        }

        if (_isTorn)
        {
            _file!.Write("\n"u8);
            (_isTorn, _length) = (false, _length + 1);
        }

        // Torn until proven otherwise: a failed write may have taken half of it.
        _isTorn = true;
        _file!.Write(line);
        (_isTorn, _length) = (false, _length + line.Length);
    }

    private void Open()
    {
        _file = _names.Open();
        _length = _file.Length;
        _isTorn &= _length > 0;
    }

    private void Close()
    {
        _file?.Dispose();
        _file = null;
    }

    private void Fail(StorageException failure)
    {
        Close();
        _failedAt = clock.GetTimestamp();
        if (!_isFailed)
        {
            _isFailed = true;
            reader.Fails(failure.Message);
        }
    }
}

/// <summary>Hears how the log's file is.</summary>
internal interface ILogFileReader
{
    /// <summary>It cannot be written; told once.</summary>
    void Fails(string reason);

    /// <summary>It can again; <paramref name="lost"/> lines are not in it.</summary>
    void WorksAgain(long lost);
}
