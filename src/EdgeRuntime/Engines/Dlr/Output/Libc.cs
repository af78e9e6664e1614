using System.Runtime.InteropServices;

namespace EdgeActors.Engines.Dlr.Output;

/// <summary>The few calls on descriptors that .NET does not offer. Linux only.</summary>
internal static unsafe partial class Libc
{
    private const int CloseOnExec = 0x80000;
    private const int DuplicateCloseOnExec = 1030;
    private const int FirstFree = 3;
    private const int Interrupted = 4;

    /// <summary>A second descriptor for the same thing, or a negative number.</summary>
    public static int Duplicate(int descriptor) => Native.Control(descriptor, DuplicateCloseOnExec, FirstFree);

    /// <summary>A pipe: its end to read from, and its end to write to.</summary>
    public static bool TryPipe(int* ends) => Native.Pipe(ends, CloseOnExec) == 0;

    /// <summary>Has <paramref name="to"/> lead where <paramref name="from"/> does.</summary>
    public static bool Lead(int from, int to)
    {
        int led;
        do
        {
            led = Native.DuplicateTo(from, to);
        }
        while (led < 0 && Marshal.GetLastPInvokeError() == Interrupted);
        return led >= 0;
    }

    /// <summary>Bytes read; 0 at the end, negative for a failure.</summary>
    public static int Read(int descriptor, Span<byte> bytes)
    {
        fixed (byte* to = bytes)
        {
            nint read;
            do
            {
                read = Native.Read(descriptor, to, (nuint)bytes.Length);
            }
            while (read < 0 && Marshal.GetLastPInvokeError() == Interrupted);
            return (int)read;
        }
    }

    /// <summary>Closes a descriptor.</summary>
    public static int Close(int descriptor) => Native.Close(descriptor);

    /// <summary>Has the C library write out what it still holds of all its streams.</summary>
    public static void Flush() => _ = Native.Flush(0);

    private static partial class Native
    {
        [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static partial int Control(int descriptor, int command, int argument);

        [LibraryImport("libc", EntryPoint = "pipe2", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static partial int Pipe(int* ends, int flags);

        [LibraryImport("libc", EntryPoint = "dup2", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static partial int DuplicateTo(int from, int to);

        [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static partial nint Read(int descriptor, byte* bytes, nuint count);

        [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static partial int Close(int descriptor);

        [LibraryImport("libc", EntryPoint = "fflush")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static partial int Flush(nint stream);
    }
}
