using System.Runtime.InteropServices;

namespace EdgeActors.Storage.Files;

/// <summary>Why a file could not be written, read or removed.</summary>
internal enum StorageFault
{
    /// <summary>No space, or the user's quota is used up.</summary>
    DiskFull,

    /// <summary>The file system or its permissions refuse it.</summary>
    ReadOnly,

    /// <summary>A link, a foreign owner or no regular file is in the way.</summary>
    Unsafe,

    /// <summary>It is not there.</summary>
    Missing,

    /// <summary>Anything else, a failed fsync included.</summary>
    Io,
}

/// <summary>A failed file operation; the message is for the log, never for clients.</summary>
internal sealed class StorageException(StorageFault fault, int error, string message) : IOException(message)
{
    /// <summary>Which kind.</summary>
    public StorageFault Fault { get; } = fault;

    /// <summary>The system's error number; 0 when the refusal is ours.</summary>
    public int Error { get; } = error;

    /// <summary>Whether the process or the system is short of something, which says nothing about the file.</summary>
    public bool IsShortage => Error is Errors.TryAgain or Errors.NoMemory or Errors.FilesOfSystem or Errors.FilesOfProcess;

    /// <summary>Whether the disk cannot give back what it was given.</summary>
    public bool IsBadMedium => Error is Errors.InputOutput or Errors.BadMessage or Errors.NotClean;

    /// <summary>For a system call's error number.</summary>
    public static StorageException From(int error, string what)
    {
        StorageFault fault = error switch
        {
            Errors.NoSpace or Errors.Quota => StorageFault.DiskFull,
            Errors.ReadOnlySystem or Errors.AccessDenied or Errors.NotPermitted => StorageFault.ReadOnly,
            Errors.Links or Errors.NotAFolder or Errors.IsAFolder => StorageFault.Unsafe,
            Errors.NotFound => StorageFault.Missing,
            _ => StorageFault.Io,
        };
        return new StorageException(fault, error, $"{what}: {Marshal.GetPInvokeErrorMessage(error)} (errno {error})");
    }
}
