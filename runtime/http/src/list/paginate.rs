//! Streams lists that come a page at a time. Knows how pages follow one another over time. Must not know where the next
//! one starts and what on it is new (`progress`, `follow`), or how a page is fetched (`call/operation`).

mod follow;
mod progress;

pub use follow::{Follow, Place};

#[cfg(feature = "blocking")]
use crate::blocking::Blocking;
use crate::call::operation::{Operation, Sending, send_elsewhere, send_with_response};
use crate::outcome::error::Error;
use crate::outcome::response::Response;
use crate::validate::Violation;
use follow::{Step, Trail};
use futures_core::Stream;
use progress::Progress;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::vec;

/// An operation that answers a list a page at a time.
///
/// Implemented by generated code, from `x-pagination` of the spec.
pub trait Paginate: Operation + Clone + 'static {
    /// What the list holds.
    type Item: Clone + PartialEq + Send + 'static;

    /// How pages follow one another.
    fn follow() -> Follow {
        Follow::Offset
    }

    /// Says of the first page what the caller left out, where the server wants it.
    fn begin(&mut self) {}

    /// Where the page starts, or its number, if the caller said so.
    fn offset(&self) -> Option<i64> {
        None
    }

    /// Says where the page starts, or its number.
    fn set_offset(&mut self, offset: i64) {
        let _ = offset;
    }

    /// Says what the answer before said of the next page.
    fn set_cursor(&mut self, cursor: &str) {
        let _ = cursor;
    }

    /// The page that an answer holds.
    fn page(output: Self::Output) -> Page<Self::Item>;

    /// What tells an item from all others, if items have that.
    fn key(item: &Self::Item) -> Option<&str> {
        let _ = item;
        None
    }
}

/// A part of a list.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Page<T> {
    /// How many items the whole list has, as the server said with this page.
    pub total: Option<i64>,

    /// Some of them.
    pub items: Vec<T>,
}

impl<T> Page<T> {
    /// A page as it came.
    pub fn new(total: Option<i64>, items: Vec<T>) -> Self {
        Self { total, items }
    }
}

/// A list, page by page, fetched as they are asked for. Also a [`Stream`].
///
/// It starts at the operation's offset, and what else the operation says (filters, the size of a page) holds for each page.
/// A page holds items that did not come before, at least one; the list ends where the server says so, at an empty page, or at
/// a page that brings nothing new.
///
/// A list may change while it is read. What moves to a later page because something appeared is not given twice; when
/// something vanished, the pages that moved up are looked at again, so that nothing is left out. What appears before the
/// place that was reached is not seen.
///
/// An error is the last thing that it gives. To drop it, or a future of it, sends nothing more; after a dropped future the
/// next one goes on where that was.
#[must_use = "pages are fetched when they are asked for"]
pub struct Pages<O: Paginate> {
    /// The call for the next page; `None` after the last.
    next: Option<O>,
    call: Option<Sending<(O::Output, Response)>>,
    /// Where the next page is, if an answer said so.
    url: Option<String>,
    progress: Way<O::Item>,
}

/// What is remembered of a list.
enum Way<T> {
    Counted(Progress<T>),
    Followed(Trail),
}

// Nothing in it is pinned: the one future that it holds is in a box.
impl<O: Paginate> Unpin for Pages<O> {}

impl<O: Paginate> Pages<O> {
    /// The pages of a list; nothing is sent yet.
    pub fn new(mut operation: O) -> Self {
        operation.begin();
        let progress = match O::follow() {
            Follow::Offset => Way::Counted(Progress::new(operation.offset())),
            Follow::Number(..) | Follow::Cursor(..) | Follow::Url(_) => Way::Followed(Trail::new(operation.offset())),
        };
        Self { next: Some(operation), call: None, url: None, progress }
    }

    /// The next page; `None` after the last, and after an error.
    ///
    /// # Errors
    ///
    /// See [`ErrorKind`](crate::ErrorKind).
    pub async fn try_next(&mut self) -> Result<Option<Page<O::Item>>, Error> {
        poll_fn(|context| self.poll(context)).await.transpose()
    }

    /// All pages that are left.
    ///
    /// # Errors
    ///
    /// The first that occurs; the pages before it are lost.
    pub async fn try_collect(mut self) -> Result<Vec<Page<O::Item>>, Error> {
        let mut pages = Vec::new();
        while let Some(page) = self.try_next().await? {
            pages.push(page);
        }
        Ok(pages)
    }

    /// The same as an iterator that waits on its thread.
    #[cfg(feature = "blocking")]
    pub fn into_blocking(self) -> Blocking<Self> {
        Blocking::new(self)
    }

    #[cfg(not(feature = "blocking"))]
    crate::without_blocking!(into_blocking -> std::iter::Empty<Result<Page<O::Item>, Error>>);

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Page<O::Item>, Error>>> {
        loop {
            let Some(next) = &mut self.next else { return Poll::Ready(None) };
            let url = &mut self.url;
            let call = self.call.get_or_insert_with(|| send_page(next.clone(), url.take()));
            let answer = ready!(call.as_mut().poll(context));
            self.call = None;
            let (page, response) = match answer {
                Ok((output, response)) => (O::page(output), response),
                Err(error) => {
                    self.next = None;
                    return Poll::Ready(Some(Err(error)));
                }
            };
            let total = page.total;
            let (fresh, step) = match &mut self.progress {
                Way::Counted(progress) => {
                    let (fresh, offset) = progress.take(page, O::key);
                    (fresh, offset.map(Step::Number))
                }
                Way::Followed(trail) => trail.take(O::follow(), page, &response, O::key),
            };
            match step {
                Some(Step::Number(number)) => next.set_offset(number),
                Some(Step::Cursor(cursor)) => next.set_cursor(&cursor),
                Some(Step::Url(url)) => self.url = Some(url),
                None => self.next = None,
            }
            if !fresh.is_empty() {
                return Poll::Ready(Some(Ok(Page::new(total, fresh))));
            }
        }
    }
}

fn send_page<O: Paginate>(operation: O, url: Option<String>) -> Sending<(O::Output, Response)> {
    match url {
        None => send_with_response(operation),
        Some(url) => send_elsewhere(operation, move |uri| {
            follow::resolve(uri, &url).map_err(|message| Violation::new("the next page", message))
        }),
    }
}

impl<O: Paginate> Stream for Pages<O> {
    type Item = Result<Page<O::Item>, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll(context)
    }
}

/// A list, item by item; its [`Pages`] are fetched as they are needed. Also a [`Stream`].
///
/// ```text
/// let mut apps = client.list_apps().items();
/// while let Some(app) = apps.try_next().await? {
///     println!("{app:?}");
/// }
/// ```
#[must_use = "items are fetched when they are asked for"]
pub struct Items<O: Paginate> {
    pages: Pages<O>,
    page: vec::IntoIter<O::Item>,
}

impl<O: Paginate> Unpin for Items<O> {}

impl<O: Paginate> Items<O> {
    /// The items of a list; nothing is sent yet.
    pub fn new(operation: O) -> Self {
        Self { pages: Pages::new(operation), page: Vec::new().into_iter() }
    }

    /// The next item; `None` after the last, and after an error.
    ///
    /// # Errors
    ///
    /// See [`ErrorKind`](crate::ErrorKind).
    pub async fn try_next(&mut self) -> Result<Option<O::Item>, Error> {
        poll_fn(|context| self.poll(context)).await.transpose()
    }

    /// All items that are left.
    ///
    /// # Errors
    ///
    /// The first that occurs; the items before it are lost.
    pub async fn try_collect(mut self) -> Result<Vec<O::Item>, Error> {
        let mut items = Vec::new();
        while let Some(item) = self.try_next().await? {
            items.push(item);
        }
        Ok(items)
    }

    /// The same as an iterator that waits on its thread.
    #[cfg(feature = "blocking")]
    pub fn into_blocking(self) -> Blocking<Self> {
        Blocking::new(self)
    }

    #[cfg(not(feature = "blocking"))]
    crate::without_blocking!(into_blocking -> std::iter::Empty<Result<O::Item, Error>>);

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<O::Item, Error>>> {
        loop {
            if let Some(item) = self.page.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(self.pages.poll(context)) {
                Some(Ok(page)) => self.page = page.items.into_iter(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

impl<O: Paginate> Stream for Items<O> {
    type Item = Result<O::Item, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll(context)
    }
}
