using Spectre.Console;

namespace EdgeActors.Cli.Fleet.Views;

/// <summary>A file that takes its time.</summary>
/// <param name="Text">What is done with it, for people.</param>
/// <param name="Bytes">Its length.</param>
internal sealed record Transfer(string Text, long Bytes);

/// <summary>Works through files one after the other, with a bar for each on a terminal and without a word elsewhere.</summary>
internal static class TransferBars
{
    /// <summary>Works.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="isJson">Whether programs read it.</param>
    /// <param name="transfers">The files.</param>
    /// <param name="work">Does one, by its index, and tells how many bytes are done.</param>
    public static async Task<IReadOnlyList<T>> RunAsync<T>(
        IAnsiConsole console, bool isJson, IReadOnlyList<Transfer> transfers, Func<int, IProgress<long>, Task<T>> work)
    {
        if (isJson || !console.Profile.Out.IsTerminal || transfers.Count == 0)
        {
            return await AllAsync(transfers, work, static (_, _) => { });
        }

        return await console.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new TransferSpeedColumn())
            .StartAsync(async bars =>
            {
                ProgressTask[] tasks = [.. transfers.Select(transfer => bars.AddTask(Markup.Escape(transfer.Text), maxValue: Math.Max(1, transfer.Bytes)))];
                return await AllAsync(transfers, work, (index, bytes) => tasks[index].Value = bytes);
            });
    }

    private static async Task<IReadOnlyList<T>> AllAsync<T>(
        IReadOnlyList<Transfer> transfers, Func<int, IProgress<long>, Task<T>> work, Action<int, double> show)
    {
        List<T> results = [];
        for (int i = 0; i < transfers.Count; i++)
        {
            int index = i;
            results.Add(await work(index, new Steps(bytes => show(index, bytes))));
            show(index, Math.Max(1, transfers[index].Bytes));
        }

        return results;
    }

    /// <summary>At once and in order, where <see cref="Progress{T}"/> would go through the thread pool.</summary>
    private sealed class Steps(Action<long> step) : IProgress<long>
    {
        public void Report(long value) => step(value);
    }
}
