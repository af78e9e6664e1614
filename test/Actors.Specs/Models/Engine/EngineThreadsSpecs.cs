using System.Collections.Concurrent;
using EdgeActors.Models.Engine;
using EdgeActors.Specs.Models.Fakes;

namespace EdgeActors.Specs.Models.Engine;

public sealed class EngineThreadsSpecs
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    [Fact]
    public void Work_runs_on_a_named_background_thread_of_its_own()
    {
        using EngineThreads threads = new("engine", 2, Long);
        Job job = new();

        threads.Dispatch(job);
        job.Ended.Await(1);

        Assert.Equal("engine-1", job.Threads.Single().Name);
        Assert.True(job.Threads.Single().IsBackground);
        Assert.False(job.Threads.Single().IsThreadPoolThread);
    }

    [Fact]
    public void A_thread_is_made_for_each_that_is_needed_and_no_more_than_the_limit()
    {
        using EngineThreads threads = new("engine", 3, Long);
        Job job = new();
        job.Gate.Close();

        for (int i = 0; i < 10; i++)
        {
            threads.Dispatch(job);
        }

        job.Begun.Await(3);
        Assert.Equal(3, threads.Live);
        Assert.True(threads.HasBacklog);
        job.Gate.Open();
        job.Ended.Await(10);
        Assert.Equal(3, job.Peak);
        Assert.False(threads.HasBacklog);
    }

    [Fact]
    public void What_waits_for_a_thread_runs_in_order()
    {
        using EngineThreads threads = new("engine", 1, Long);
        Job first = new();
        first.Gate.Close();
        ConcurrentQueue<int> order = [];
        Counter done = new();

        threads.Dispatch(first);
        for (int i = 0; i < 20; i++)
        {
            int number = i;
            threads.Dispatch(new Call(() => { order.Enqueue(number); done.Increment(); }));
        }

        first.Gate.Open();
        done.Await(20);
        Assert.Equal(Enumerable.Range(0, 20), order);
    }

    [Fact]
    public async Task The_thread_that_went_idle_last_is_used_again()
    {
        using EngineThreads threads = new("engine", 4, Long);
        ConcurrentQueue<Thread> used = [];
        Job busy = new();
        busy.Gate.Close();
        threads.Dispatch(busy);
        threads.Dispatch(new Call(() => { }));
        await ModelsSystem.Eventually(() => threads.Idle == 1);
        busy.Gate.Open();
        await ModelsSystem.Eventually(() => threads.Idle == 2);

        for (int i = 0; i < 50; i++)
        {
            threads.Dispatch(new Call(() => used.Enqueue(Thread.CurrentThread)));
            await ModelsSystem.Eventually(() => threads.Idle == 2);
        }

        Assert.Equal(50, used.Count);
        Assert.All(used, thread => Assert.Same(busy.Threads.Single(), thread));
    }

    [Fact]
    public void A_thread_that_was_idle_for_long_ends_and_work_is_still_done()
    {
        using EngineThreads threads = new("engine", 2, TimeSpan.FromMilliseconds(1));
        Job job = new();

        threads.Dispatch(job);
        job.Ended.Await(1);
        Assert.True(job.Threads.Single().Join(TimeSpan.FromSeconds(20)));
        Assert.Equal(0, threads.Live);

        threads.Dispatch(job);
        job.Ended.Await(2);
    }

    [Fact]
    public void Work_given_at_the_moment_of_retirement_is_not_lost()
    {
        using EngineThreads threads = new("engine", 4, TimeSpan.FromMilliseconds(1));
        Random random = new(7);
        Counter done = new();

        for (int i = 1; i <= 300; i++)
        {
            threads.Dispatch(new Call(done.Increment));
            done.Await(i);
            using ManualResetEventSlim pause = new();
            pause.Wait(random.Next(3));
        }

        Assert.Equal(300, done.Value);
    }

    [Fact]
    public void Disposal_ends_the_idle_threads_and_lets_work_finish()
    {
        EngineThreads threads = new("engine", 2, Long);
        Job idle = new();
        Job busy = new();
        busy.Gate.Close();
        threads.Dispatch(busy);
        busy.Begun.Await(1);
        threads.Dispatch(idle);
        idle.Ended.Await(1);

        threads.Dispose();

        Assert.True(idle.Threads.Single().Join(TimeSpan.FromSeconds(20)));
        busy.Gate.Open();
        Assert.True(busy.Threads.Single().Join(TimeSpan.FromSeconds(20)));
        Assert.Equal(1, busy.Ended.Value);
    }

    private sealed class Call(Action action) : IEngineWork
    {
        public void Execute(EngineThreads threads) => action();
    }

    private sealed class Job : IEngineWork
    {
        private int _running;

        public Gate Gate { get; } = new();

        public Counter Begun { get; } = new();

        public Counter Ended { get; } = new();

        public ConcurrentBag<Thread> Threads { get; } = [];

        public int Peak { get; private set; }

        public void Execute(EngineThreads threads)
        {
            Threads.Add(Thread.CurrentThread);
            int running = Interlocked.Increment(ref _running);
            lock (Gate)
            {
                Peak = Math.Max(Peak, running);
            }

            Begun.Increment();
            Gate.Wait(CancellationToken.None);
            Interlocked.Decrement(ref _running);
            Ended.Increment();
        }
    }
}
